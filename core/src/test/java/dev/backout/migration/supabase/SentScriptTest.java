package dev.backout.migration.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.Script;
import dev.backout.sql.SeparateMessages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class SentScriptTest {
    @Test
    void leadingStatementsThatRefuseATransactionStandAlone() {
        Script file =
                script(
                        "-- one\ncreate index concurrently a on t (n);\nvacuum t; -- two\n"
                                + "create table x ();\ndrop index concurrently b;\n");
        Script sent = SentScript.of(file);
        assertThat(SeparateMessages.of(sent.text()))
                .hasSize(3)
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("create index concurrently a on t (n);\n"),
                        two -> assertThat(two).endsWith("\nvacuum t;\n"),
                        rest -> assertThat(rest).contains("create table x", "drop index"));
        assertThat(PushedScript.of(sent.text())).isEqualTo(PushedScript.of(file.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently a on t (n);\n-- alone",
                "create table x ();\ncreate index concurrently a on t (n);",
                "comment on table t is 'CREATE INDEX CONCURRENTLY'; select 1;",
                ""
            })
    void everythingElseIsTheFile(String text) {
        Script file = script(text);
        assertThat(SentScript.of(file)).isSameAs(file);
    }

    private static Script script(String text) {
        return Script.of("1_a.sql", text.getBytes(StandardCharsets.UTF_8));
    }
}
