package dev.backout.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class ScriptTest {
    @Test
    void keepsTheByteOrderMarkAndTellsOfIt() {
        Script script = script("\uFEFFSELECT 1;");
        assertThat(script.text()).startsWith("\uFEFF");
        assertThat(script.defects()).containsExactly(new ScriptDefect.ByteOrderMark());
        assertThat(script.defects().getFirst().fatal()).isFalse();
    }

    @Test
    void tellsTheLineOfANulByte() {
        assertThat(script("SELECT 1;\n\nSELECT '\0';").defects())
                .containsExactly(new ScriptDefect.NulByte(3));
    }

    @Test
    void tellsTheLineOfBytesThatAreNotUtf8AndReadsThemAsTheToolDoes() {
        Script script =
                Script.of("x", "-- a\n-- caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(script.defects()).containsExactly(new ScriptDefect.NotUtf8(2));
        assertThat(script.text()).isEqualTo("-- a\n-- caf\uFFFD\n");
        assertThat(script.checksum()).isEqualTo(script("-- a\n-- caf\uFFFD\n").checksum());
        assertThat(script.defects().getFirst().text()).contains("line 2");
    }

    @Test
    void aReplacementCharacterOfTheFileItselfIsNoDefect() {
        assertThat(script("SELECT '\uFFFD'").defects()).isEmpty();
    }

    @Test
    void whiteSpaceAloneIsBlank() {
        assertThat(script(" \r\n\t").blank()).isTrue();
        assertThat(script("\uFEFF").blank()).isTrue();
        assertThat(script("-- This is an empty migration.").blank()).isFalse();
    }

    @Test
    void readsTwentyMegabytes() {
        byte[] bytes = "SELECT 1;\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
        Script script = Script.of("big", bytes);
        assertThat(script.text()).hasSize(bytes.length);
        assertThat(script.checksum()).isEqualTo(Script.sha256(bytes));
    }

    private static Script script(String text) {
        return Script.of("migration.sql", text.getBytes(StandardCharsets.UTF_8));
    }
}
