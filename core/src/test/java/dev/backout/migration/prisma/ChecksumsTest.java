package dev.backout.migration.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.Script;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class ChecksumsTest {
    private static final Script LF = script("SELECT 1;\nSELECT 2;\n");
    private static final Script CRLF = script("SELECT 1;\r\nSELECT 2;\r\n");

    @Test
    void isSha256OfTheFile() {
        assertThat(script("").checksum())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void takesEitherLineEnding() {
        assertThat(Checksums.matches(LF, CRLF.checksum())).isTrue();
        assertThat(Checksums.matches(CRLF, LF.checksum())).isTrue();
        assertThat(Checksums.matches(LF, script("SELECT 1;").checksum())).isFalse();
    }

    @Test
    void takesTheFormWithoutLeadingZerosOfEarlyVersions() {
        String unpadded = script("").checksum().replaceAll("0([0-9a-f])", "$1");
        var text = new StringBuilder();
        String padded = LF.checksum();
        for (int at = 0; at < padded.length(); at += 2) {
            text.append(Integer.toHexString(Integer.parseInt(padded.substring(at, at + 2), 16)));
        }
        assertThat(Checksums.matches(LF, text.toString())).isTrue();
        assertThat(Checksums.matches(LF, unpadded)).isFalse();
    }

    @Test
    void namesEveryFormOnce() {
        assertThat(Checksums.forms(LF)).containsExactly(LF.checksum(), CRLF.checksum());
        assertThat(Checksums.forms(CRLF)).containsExactly(CRLF.checksum(), LF.checksum());
        assertThat(Checksums.forms(script("SELECT 1;"))).hasSize(1);
    }

    private static Script script(String text) {
        return Script.of("migration.sql", text.getBytes(StandardCharsets.UTF_8));
    }
}
