package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("status", "check", "url");

    @Test
    void oneLetterInThreeMayDiffer() {
        assertThat(Suggestion.nearest("statsu", KNOWN)).isEqualTo("status");
        assertThat(Suggestion.nearest("Chek", KNOWN)).isEqualTo("check");
        assertThat(Suggestion.nearest("ulr", KNOWN)).isEqualTo("url");
        assertThat(Suggestion.nearest("deploy", KNOWN)).isNull();
        assertThat(Suggestion.nearest("", KNOWN)).isNull();
    }
}
