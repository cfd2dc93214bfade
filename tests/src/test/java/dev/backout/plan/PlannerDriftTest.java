package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.List;

/// Plans where the live schema, the history and the directory do not agree.
class PlannerDriftTest extends PlannerScene {
    @Test
    void isNotDisturbedByDriftElsewhere() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql(
                """
                CREATE INDEX by_hand ON users (name);
                CREATE TABLE by_hand_table (id int PRIMARY KEY, user_id int REFERENCES users);
                COMMENT ON TABLE orders IS 'by hand';
                CREATE VIEW by_hand_view AS SELECT id, name FROM users;
                GRANT SELECT ON orders TO PUBLIC;
                """);

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
        assertThat(plan.notes())
                .anyMatch(note -> note.contains("drift, not touched") && note.contains("by_hand"));
        assertThat(plan.before())
                .extracting(one -> one.address().text())
                .contains("public.by_hand");
    }

    @Test
    void isNotDisturbedByPartitionsMadeByHand() throws SQLException {
        site.apply(
                "2_log",
                """
                CREATE TABLE log (at date NOT NULL, line text) PARTITION BY RANGE (at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                """);
        site.apply("3_level", "ALTER TABLE log ADD COLUMN level int;");
        site.sql(
                "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO"
                        + " ('2026-03-01')");

        Plan plan = site.planLast();

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.log DROP COLUMN level");
        assertThat(plan.before())
                .extracting(one -> one.address().text())
                .contains("public.log_2.level");
    }

    @Test
    void isNotDisturbedByWhatNoScratchServerHas() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.admin(
                """
                CREATE FUNCTION strange() RETURNS int LANGUAGE c AS '$libdir/plpgsql',
                    'plpgsql_call_handler';
                """);

        Plan plan = site.planLast();

        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE INDEX by_hand ON users (nickname)          | by_hand
                    CREATE VIEW by_hand AS SELECT nickname FROM users | by_hand
                    ALTER TABLE users DROP COLUMN nickname            | nickname
                    """)
    void refusesDriftWhereItWouldWork(String byHand, String named) throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql(byHand);

        assertThat(refusal(KeptInverses.NONE, ErrorCode.DRIFT)).hasMessageContaining(named);
    }

    @Test
    void startsFromABaselineThatWasNeverRun() throws SQLException {
        try (Site other = Site.on(major)) {
            other.sql("CREATE TABLE old (id int PRIMARY KEY, by_hand text)");
            other.resolved("0_baseline", "CREATE TABLE old (id int PRIMARY KEY);")
                    .apply("1_add", "ALTER TABLE old ADD COLUMN a int;");

            Plan plan = other.planLast();

            assertThat(plan.statements()).containsExactly("ALTER TABLE public.old DROP COLUMN a");
        }
    }

    @Test
    void livesWithEditedAndMissingMigrations() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .apply("3_total", "ALTER TABLE orders ADD COLUMN note text;")
                .apply("4_last", "ALTER TABLE users ADD COLUMN age int;");
        site.forget("2_nickname").edit("3_total", "ALTER TABLE orders ADD COLUMN remark text;");

        Plan plan = site.planLast();

        assertThat(plan.statements()).containsExactly("ALTER TABLE public.users DROP COLUMN age");
        assertThat(plan.notes())
                .anyMatch(note ->
                        note.contains("2_nickname") && note.contains("not in the directory"))
                .anyMatch(note -> note.contains("3_total") && note.contains("edited"));
    }

    @Test
    void trustsNoEditedScriptAboutData() throws SQLException {
        site.apply("2_nickname", NICKNAME + "DELETE FROM orders;").edit("2_nickname", NICKNAME);

        Plan plan = site.undecided().planLast();

        assertThat(plan.strategy()).isEqualTo(new Strategy.Inverse());
        assertThat(plan.data()).isEqualTo("unknown");
        assertThat(plan.migrations().getFirst().checksums()).hasSize(1);
    }

    @Test
    void tellsWhereTheScriptThatRanIsFound() throws SQLException {
        site.apply("2_nickname", NICKNAME)
                .edit("2_nickname", "ALTER TABLE users ADD COLUMN alias text;");

        assertThat(refusal(KeptInverses.NONE, ErrorCode.DRIFT).hints())
                .anyMatch(hint -> hint.contains("--git-ref"));
    }

    @Test
    void usesTheKeptInverseWhenTheFileIsMissing() throws SQLException {
        Snapshot before = site.schema();
        site.apply("2_nickname", NICKNAME).forget("2_nickname");
        String footprint = Footprint.of(before, site.schema());

        refusal(KeptInverses.NONE, ErrorCode.UNPROVED);
        refusal(kept("of another schema"), ErrorCode.DRIFT);

        Plan plan = site.plan(new Choice.Last(1), kept(footprint));
        assertThat(plan.runnable()).isTrue();
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.after())
                .extracting(one -> one.address().text())
                .doesNotContain("public.users.nickname");

        site.sql("ALTER TABLE users ALTER nickname SET DEFAULT 'nobody'");
        refusal(kept(footprint), ErrorCode.DRIFT);
    }

    private static KeptInverses kept(String footprint) {
        String sql = "-- of 2_nickname\nALTER TABLE users DROP nickname;\n";
        return (name, checksum) ->
                new KeptInverses.Kept(sql, footprint, "lost", List.of("public.users.email"));
    }

    private BackoutException refusal(KeptInverses kept, ErrorCode code) {
        BackoutException refusal =
                catchThrowableOfType(
                        BackoutException.class, () -> site.plan(new Choice.Last(1), kept));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }
}
