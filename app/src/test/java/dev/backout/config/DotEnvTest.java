package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class DotEnvTest {
    @Test
    void readsWhatDotenvReads() {
        Map<String, String> read =
                DotEnv.parse(
                        """
                        # a comment
                        PLAIN=value
                          SPACED = some words here   # why
                        export EXPORTED=yes
                        SINGLE='a # b \\n'
                        DOUBLE="first\\nsecond"
                        BACK=`it's "fine"`
                        EMPTY=
                        COLON: text
                        HASH=abc#def
                        MULTI="line one
                        line two"
                        URL=postgresql://u:p=q@h/d?schema=x
                        not a line
                        """,
                        Map.of());

        assertThat(read)
                .containsEntry("PLAIN", "value")
                .containsEntry("SPACED", "some words here")
                .containsEntry("EXPORTED", "yes")
                .containsEntry("SINGLE", "a # b \\n")
                .containsEntry("DOUBLE", "first\nsecond")
                .containsEntry("BACK", "it's \"fine\"")
                .containsEntry("EMPTY", "")
                .containsEntry("COLON", "text")
                .containsEntry("HASH", "abc")
                .containsEntry("MULTI", "line one\nline two")
                .containsEntry("URL", "postgresql://u:p=q@h/d?schema=x")
                .hasSize(11);
    }

    @Test
    void expandsBracesOnlyAndTheProcessGoesFirst() {
        Map<String, String> read =
                DotEnv.parse(
                        """
                        HOST=db
                        URL="postgresql://u:pa$$word@${HOST}:${PORT}/d"
                        KEPT=\\${HOST}
                        NONE=${MISSING}
                        """,
                        Map.of("PORT", "6000"));
        assertThat(read)
                .containsEntry("URL", "postgresql://u:pa$$word@db:6000/d")
                .containsEntry("KEPT", "${HOST}")
                .containsEntry("NONE", "");
        assertThat(DotEnv.parse("A=1\nB=${A}", Map.of("A", "2"))).containsEntry("B", "2");
    }

    @Test
    void aCircleEnds() {
        assertThat(DotEnv.parse("A=a${B}\nB=b${A}", Map.of()))
                .containsEntry("A", "ab")
                .containsEntry("B", "ba");
    }

    @Test
    void readsWindowsLinesAndABigKey() {
        String key = "k".repeat(100_000);
        String escapes = "\\x".repeat(100_000);
        assertThat(DotEnv.parse("A='" + escapes + "'", Map.of())).containsEntry("A", escapes);
        assertThat(DotEnv.parse("\uFEFFA=1\r\nB='" + key + "'\r\nC=\"" + key + "\"\r\n", Map.of()))
                .containsEntry("A", "1")
                .containsEntry("B", key)
                .containsEntry("C", key);
    }
}
