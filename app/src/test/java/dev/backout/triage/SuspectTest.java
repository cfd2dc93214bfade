package dev.backout.triage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Whether it is said that what a migration did can be undone without loss.
class SuspectTest {
    @Test
    void theVaultHasToNameEverythingThatWasDestroyed() {
        String loss = "public.users.email";
        assertThat(lost(loss, "9 values of public.users.email").reversible()).isEqualTo("yes");
        assertThat(lost(loss, "9 values of public.users.email_old").reversible())
                .isEqualTo("unknown");
        assertThat(lost("public.users", "9 values of public.users.email").reversible())
                .isEqualTo("unknown");
        assertThat(lost(loss).reversible()).isEqualTo("no");
    }

    private static Suspect lost(String loss, String... kept) {
        return new Suspect(
                "1_bad",
                "the last",
                false,
                null,
                "proved, loses " + loss,
                true,
                "lost",
                List.of(loss),
                List.of(kept),
                List.of());
    }
}
