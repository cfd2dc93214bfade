package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.migration.Migration;
import dev.backout.migration.Script;
import dev.backout.policy.Waiver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class WaiverReaderTest {
    @Test
    void readsWhoWhyAndWhat() {
        Waiver waiver =
                WaiverReader.read(
                        with(
                                """
                                who: ann@example.com
                                why: never filled
                                losses: [public.users.email, public.logs]
                                """));
        assertThat(waiver)
                .isEqualTo(
                        new Waiver(
                                "ann@example.com",
                                "never filled",
                                List.of("public.users.email", "public.logs"),
                                false));
    }

    @Test
    void noFileIsNoWaiver() {
        assertThat(WaiverReader.read(new Migration("m", script(""), null, null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"why: x", "who: ''\nwhy: x", "who: x", "who: x\nwhy: y\nloss: [a]", ""})
    void aWaiverWithoutAPersonOrAReasonIsNone(String yaml) {
        assertThatThrownBy(() -> WaiverReader.read(with(yaml))).hasMessageContaining("waiver.yaml");
    }

    private static Migration with(String waiver) {
        return new Migration("m", script(""), null, script(waiver));
    }

    private static Script script(String text) {
        return Script.of("m/waiver.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
