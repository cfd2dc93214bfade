package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.HistoryRow;
import dev.backout.migration.HistoryRow.State;
import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import java.sql.SQLException;

/// A live database with rows that many a migration fails on.
abstract class FailedScene extends SiteScene {
    private static final String INIT =
            """
            CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, name text, age text);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int NOT NULL, total int NOT NULL);
            """;
    private static final String ROWS =
            """
            INSERT INTO users (email, name, age) VALUES ('a@x', 'A', '31'), ('a@x', NULL, 'old'),
                ('b@x', 'B', '5');
            INSERT INTO orders (user_id, total) VALUES (1, 5), (99, 7), (2, -4);
            """;
    static final String BAD = "2_bad";
    static final String THREE =
            """
            CREATE TABLE notes (id int PRIMARY KEY);
            ALTER TABLE users ADD COLUMN nick text;
            COMMIT;
            CREATE UNIQUE INDEX users_email_key ON users (email);
            """;
    static final String FIRST_TWO =
            "CREATE TABLE notes (id int PRIMARY KEY); ALTER TABLE users ADD COLUMN nick text";
    static final String DUPLICATE =
            "could not create unique index \"users_email_key\"\n"
                    + "DETAIL: Key (email)=(a@x) is duplicated.";
    static final String NULLS = "column \"name\" of relation \"users\" contains null values";

    @BeforeEach
    void migrate() throws SQLException {
        site.apply("1_init", INIT).sql(ROWS);
    }

    /// As Prisma's native engine records it.
    static String recorded(String code, String message) {
        return "A migration failed to apply.\n\nDatabase error code: %s\n\nDatabase error:\nERROR: %s\n"
                .formatted(code, message);
    }

    static FailureReport failure(Plan plan) {
        @Nullable FailureReport failure = plan.failure();
        assertThat(failure).isNotNull();
        return failure;
    }

    static Progress upto(int done, int of) {
        return new Progress.Upto(done, of, java.util.List.of(), java.util.List.of());
    }

    void assertRuns(Plan plan) {
        assertThat(plan.runnable()).isTrue();
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
    }

    void assertStates(State... states) throws SQLException {
        assertThat(site.history(BAD)).extracting(HistoryRow::state).containsExactly(states);
    }
}
