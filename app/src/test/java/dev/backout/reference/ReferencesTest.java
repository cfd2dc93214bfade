package dev.backout.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What stands behind references, and what is said when it is nothing.
class ReferencesTest {
    @TempDir Path folder;

    private References references() {
        Map<String, String> variables = Map.of("A", "one", "LINES", "a\nb", "NOTHING", "");
        return new References(variables::get, folder);
    }

    @Test
    void partsOfAUrlAreEncodedAndAWholeOneIsNot() throws IOException {
        Files.writeString(folder.resolve("password"), "p@ss/word\n");
        Filled url = references().url("http://${env:A}:${file:password}@h/", "url");
        assertThat(url.text()).isEqualTo("http://one:p%40ss%2Fword@h/");
        assertThat(url.secrets()).containsExactly("one", "p@ss/word");
        assertThat(url).hasToString("***");
        Files.writeString(folder.resolve("url"), "http://u:p%40@h/d\n");
        assertThat(references().url("${file:url}", "url").text()).isEqualTo("http://u:p%40@h/d");
        assertThat(references().text("Bearer ${file:password}", "x").text())
                .isEqualTo("Bearer p@ss/word");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:B} | it asks for the variable B, which is not set",
                "${env:NOTHING} | it asks for the variable NOTHING, which is empty",
                "${file:gone} | gone, which does not exist",
                "${file:.} | which cannot be read: is a directory",
                "${file:empty} | empty, which is empty",
                "${file:/dev/zero} | it asks for the file /dev/zero, which is larger than 64 KB"
            })
    void nothingBehindAReferenceIsAnError(String text, String said) throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> references().text(text, "it"))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aHeaderIsOneLine() {
        assertThatThrownBy(() -> references().headers(Map.of("X-Key", "${env:LINES}"), "gate a"))
                .isInstanceOf(BackoutException.class)
                .hasMessage(
                        "the header X-Key of gate a has a line break in it, or another control"
                                + " character");
    }
}
