package dev.backout.migration.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.Script;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where Supabase's command line cuts a file; what it makes of each text was seen in its history.
class CutterTest {
    @Test
    void takesSpaceAndSemicolonsAway() {
        assertThat(Cutter.cut("-- only\n\n;;select 1 ;; \n\u00A0select 2;\n/* c */\n"))
                .containsExactly("-- only", "select 1", "select 2", "/* c */");
        assertThat(Cutter.cut(" \n;\t;")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select E'it\\'s; so'",
                "select e'\\\\', 'a\\', $a_1$ ;$$; $a_1$, U&\"x;y\"",
                "/* a /* b ; */ ; */ select 1",
                "/*/ ; */ select 1",
                "select 1 --;\n+ 2",
                "create rule r as on insert to t do also (select 1; select 2)",
                "create function f() returns int begin atomic select case when true then 1 end;"
                        + " select 2; end",
                "create function f() returns int begin atomic select 1 as append; select 2; end",
                "do $x$ begin perform 1; end $x$"
            })
    void leavesWholeWhatIsOne(String statement) {
        assertThat(Cutter.cut(statement + ";select 0")).containsExactly(statement, "select 0");
    }

    @Test
    void theChecksumIsThatOfTheTextOfTheArray() {
        String json = "[\"a\", \"\\\"\\n\\\\\\u0001\"]";
        assertThat(new PushedScript(List.of("a", "\"\n\\\u0001")).checksum())
                .isEqualTo(Script.sha256(json.getBytes(StandardCharsets.UTF_8)));
    }

    /// Of somebody else's pieces the same is left, when they are cut once more.
    @Test
    void otherPiecesAreTheSameScript() {
        PushedScript whole = new PushedScript(List.of("select 1; -- one\nselect 2;"));
        assertThat(whole.cutAgain())
                .isEqualTo(PushedScript.of("select 1;\n-- one\nselect 2").cutAgain());
        assertThat(new PushedScript(List.of("select 1 -- c", "select 2")).cutAgain().statements())
                .containsExactly("select 1 -- c", "select 2");
    }
}
