package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.migration.HistoryRow.State;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Finishing a file of which the rest refuses a transaction.
class FailedAloneTest extends FailedScene {
    private static final String INDEX =
            "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email)";
    private static final String MORE = "ALTER TABLE users ADD COLUMN more text";
    private static final String NICK = "ALTER TABLE users ADD COLUMN nick text";

    @Test
    void whatRefusesATransactionIsRunAfterTheRest() throws SQLException {
        String sql = "%s;\nCOMMIT;\n%s;\n%s;\nCREATE INDEX CONCURRENTLY nicks ON users (nick);";
        site.failed(BAD, sql.formatted(NICK, INDEX, MORE), NICK, recorded("23505", DUPLICATE))
                .way(Way.FINISH);
        Plan blocked = site.planLast();
        assertThat(blocked.obstacles().getFirst().what()).contains("same key");
        assertThat(blocked.statements()).containsExactly(MORE);
        assertThat(blocked.afterwards()).extracting(LoneStatement::sql).first().isEqualTo(INDEX);

        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        Plan plan = site.planLast();
        assertThat(plan.afterwards())
                .hasSize(2)
                .extracting(LoneStatement::goal)
                .containsOnly(LoneStatement.Goal.INDEX_VALID);
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(valid("'users_email_key', 'nicks'")).isEqualTo("2");
    }

    @Test
    void anInvalidIndexIsBuiltAnewOnceNoRowIsInItsWay() throws SQLException {
        site.failed(BAD, INDEX + ";", "SELECT 1", recorded("23505", DUPLICATE)).way(Way.FINISH);
        assertThatThrownBy(() -> site.sql(INDEX)).hasMessageContaining("could not create unique");
        assertThat(site.planLast().obstacles().getFirst().what()).contains("same key");

        site.sql("UPDATE users SET email = 'c@x' WHERE id = 2");
        Plan plan = site.planLast();
        assertThat(plan.statements()).isEmpty();
        assertRuns(plan);
        assertStates(State.ROLLED_BACK, State.APPLIED);
        assertThat(valid("'users_email_key'")).isEqualTo("1");
    }

    @Test
    void whatASettingBeforeItDecidesIsNotRunOnItsOwn() throws SQLException {
        String sql = "SET search_path = public;\n%s;\nCOMMIT;\n%s;";
        site.failed(BAD, sql.formatted(NICK, INDEX), NICK, recorded("23505", DUPLICATE))
                .way(Way.FINISH);
        assertThatThrownBy(() -> site.planLast())
                .hasMessageContaining("it sets search_path, which would not hold");
    }

    private @Nullable String valid(String names) throws SQLException {
        return site.value(
                "SELECT count(*) FROM pg_index JOIN pg_class c ON c.oid = indexrelid"
                        + " WHERE indisvalid AND relname IN (%s)".formatted(names));
    }
}
