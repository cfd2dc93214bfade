package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.failure.RecordedError;
import dev.backout.observe.MigrationScript;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Queries for offending rows by the words of the error and the file alone.
class RecordedRowsTest {
    @Test
    void duplicatesOfAnIndex() {
        String file =
                """
                -- CreateIndex
                CREATE UNIQUE INDEX "User_email_Tenant_key" ON "User"("email", "Tenant");
                """;
        assertThat(query("23505", "User_email_Tenant_key", null, file))
                .isEqualTo(
                        "SELECT email, \"Tenant\", count(*) FROM public.\"User\" WHERE email IS NOT"
                                + " NULL AND \"Tenant\" IS NOT NULL GROUP BY email, \"Tenant\""
                                + " HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 20");
        assertThat(query("23505", "another_key", null, file)).isNull();
    }

    @Test
    void duplicatesOfAConstraintAndOfAnExpression() {
        assertThat(
                        query(
                                "23505",
                                "k",
                                null,
                                "ALTER TABLE app.users ADD CONSTRAINT K UNIQUE (Email);"))
                .startsWith("SELECT email, count(*) FROM app.users WHERE email IS NOT NULL");
        assertThat(
                        query(
                                "23505",
                                "k",
                                null,
                                "create unique index k on users using btree (lower(email) DESC);"))
                .startsWith("SELECT lower(email), count(*) FROM public.users");
    }

    @Test
    void orphans() {
        String file =
                "ALTER TABLE \"Order\" ADD CONSTRAINT \"Order_userId_fkey\" FOREIGN KEY"
                        + " (\"userId\") REFERENCES \"User\"(\"id\") ON DELETE RESTRICT ON UPDATE"
                        + " CASCADE;";
        assertThat(query("23503", "Order_userId_fkey", null, file))
                .isEqualTo(
                        "SELECT t.* FROM public.\"Order\" t WHERE t.\"userId\" IS NOT NULL AND NOT"
                                + " EXISTS (SELECT 1 FROM public.\"User\" r WHERE r.id ="
                                + " t.\"userId\") LIMIT 20");
    }

    @Test
    void violationsAndNulls() {
        assertThat(
                        query(
                                "23514",
                                "ck",
                                null,
                                "ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0);"))
                .isEqualTo("SELECT * FROM public.orders WHERE NOT (total > 0) LIMIT 20");
        String two =
                """
                ALTER TABLE "users" ALTER COLUMN "nick" SET NOT NULL;
                ALTER TABLE "users" ALTER COLUMN "name" SET NOT NULL;
                """;
        assertThat(query("23502", null, "name", two))
                .isEqualTo("SELECT * FROM public.users WHERE name IS NULL LIMIT 20");
        assertThat(query("23502", null, null, two)).as("nobody says which").isNull();
    }

    @Test
    void whatIsNotPlainIsLeftToThePlan() {
        assertThat(
                        query(
                                "23514",
                                "ck",
                                null,
                                "ALTER TABLE orders ADD CONSTRAINT ck CHECK (state <> 'x');"))
                .isNull();
        assertThat(query("42P07", null, null, "CREATE TABLE users (id int);")).isNull();
    }

    private static @Nullable String query(
            String sqlState, @Nullable String constraint, @Nullable String column, String file) {
        RecordedError error =
                new RecordedError(sqlState, "it failed", null, "public", null, column, constraint);
        return RecordedRows.query(error, MigrationScript.of(file));
    }
}
