package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Rows that the old schema cannot hold, counted on the live database.
class ObstaclesTest extends PlannerScene {
    @Test
    void tellsOfRowsWithoutAValueAndFillsThem() throws SQLException {
        site.apply(
                "2_contact",
                "ALTER TABLE users ADD COLUMN contact text; ALTER TABLE users DROP COLUMN email;");

        Plan stuck = site.planLast();

        assertThat(stuck.runnable()).isFalse();
        assertThat(stuck.obstacles())
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.object().text()).isEqualTo("public.users.email");
                    assertThat(obstacle.count()).isEqualTo(10);
                    assertThat(obstacle.remedy()).contains("--fill public.users.email=");
                });
        assertThat(stuck.casualties()).anyMatch(Casualty::since);

        Plan filled = site.fill("public.users.email", "coalesce(contact, 'u' || id)").planLast();

        assertThat(filled.runnable()).isTrue();
        assertThat(filled.statements())
                .anyMatch(sql -> sql.startsWith("UPDATE public.users SET email ="))
                .anyMatch(sql -> sql.contains("SET NOT NULL") || sql.contains("ADD CONSTRAINT"));
    }

    @Test
    void countsTheDuplicatesThatAFillWouldMake() throws SQLException {
        site.apply("2_drop", "ALTER TABLE users DROP COLUMN email;");

        site.fill("public.users.email", "'the same for ' || (id % 2)");

        assertObstacle("public.users_email_key", 8);
    }

    @Test
    void refusesAFillThatTheServerDoesNotUnderstand() throws SQLException {
        site.apply("2_drop", "ALTER TABLE users DROP COLUMN email;");
        site.fill("public.users.email", "no_such_function()");

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> assertThat(refusal).hasMessageContaining("no_such_function"));
    }

    @Test
    void countsNullsWhereNotNullComesBack() throws SQLException {
        site.apply("2_loose", "ALTER TABLE users ALTER email DROP NOT NULL;");
        site.sql("UPDATE users SET email = NULL WHERE id <= 4");

        assertObstacle("public.users.email", 4);
    }

    @Test
    void countsDuplicatesWhereAUniqueIndexComesBack() throws SQLException {
        site.apply("2_loose", "DROP INDEX users_email_key;");
        site.sql("UPDATE users SET email = 'same' WHERE id <= 4");

        assertObstacle("public.users_email_key", 3);
    }

    @Test
    void countsOrphansWhereAForeignKeyComesBack() throws SQLException {
        site.apply("2_loose", "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;");
        site.sql("DELETE FROM users WHERE id <= 2");

        assertObstacle("public.orders.orders_user_id_fkey", 2);
    }

    @Test
    void countsRowsThatACheckForbids() throws SQLException {
        site.apply("2_check", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);")
                .apply("3_loose", "ALTER TABLE orders DROP CONSTRAINT positive;");
        site.sql("UPDATE orders SET total = -1 WHERE id <= 5");

        assertObstacle("public.orders.positive", 5);
    }

    @Test
    void countsValuesThatAreTooLong() throws SQLException {
        site.apply("2_wide", "ALTER TABLE orders ALTER code TYPE text;");
        site.sql("UPDATE orders SET code = 'longer than ten' WHERE id <= 6");

        assertObstacle("public.orders.code", 6);
    }

    @Test
    void countsNumbersThatAreTooBig() throws SQLException {
        site.apply("2_number", "ALTER TABLE orders ADD COLUMN n int;")
                .apply("3_wide", "ALTER TABLE orders ALTER n TYPE bigint;");
        site.sql("UPDATE orders SET n = 3000000000 WHERE id <= 7");

        assertObstacle("public.orders.n", 7);
    }

    @Test
    void countsLabelsInUse() throws SQLException {
        site.apply("2_label", "ALTER TYPE \"Role\" ADD VALUE 'owner';");
        site.sql("UPDATE users SET role = 'owner' WHERE id <= 8");

        assertObstacle("public.users.role", 8);
    }

    @Test
    void countsRowsThatExcludeEachOther() throws SQLException {
        site.apply(
                        "2_rooms",
                        """
                        CREATE TABLE rooms (during int4range,
                            CONSTRAINT free EXCLUDE USING gist (during WITH &&));
                        """)
                .apply("3_loose", "ALTER TABLE rooms DROP CONSTRAINT free;");
        site.sql("INSERT INTO rooms VALUES ('[1,5)'), ('[3,9)'), ('[20,30)')");

        assertObstacle("public.rooms.free", 1);
    }

    @Test
    void estimatesWhatCannotBeCountedInTime() throws SQLException {
        site.apply("2_nickname", NICKNAME);
        site.sql(
                "INSERT INTO users (email, nickname) SELECT 'x' || i, 'y' FROM generate_series(1,"
                        + " 200000) i");
        site.sql("ANALYZE users");

        Plan plan = site.impatient().planLast();

        assertThat(plan.vault().keeps())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.exact()).isFalse();
                    assertThat(lost.count()).isBetween(150_000L, 250_000L);
                });
    }

    private void assertObstacle(String object, long count) {
        Plan plan = site.planLast();
        assertThat(plan.obstacles())
                .singleElement()
                .satisfies(obstacle -> {
                    assertThat(obstacle.object().text()).isEqualTo(object);
                    assertThat(obstacle.count()).isEqualTo(count);
                });
        assertThat(plan.runnable()).isFalse();
    }
}
