package dev.backout.run;

import static dev.backout.run.Shop.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.journal.Operator;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.Strategy;
import dev.backout.schema.Snapshot;
import dev.backout.testkit.run.Places;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;

/// What a run refuses before anything is executed.
class RunnerRefusalTest extends ShopScene {
    @Test
    void refusesAPlanThatWasCarriedOut() throws SQLException {
        PlanFile plan = shop.plan();
        shop.run(plan);

        assertRefused(
                () -> shop.run(plan), ErrorCode.PLAN_STALE, "this plan was carried out already");
    }

    @Test
    void refusesAnotherDatabase() throws SQLException {
        PlanFile plan = shop.plan();
        try (Shop other = Shop.on(Shop.server(major))) {
            assertRefused(
                    () -> other.run(plan),
                    ErrorCode.PLAN_ELSEWHERE,
                    "made for database " + shop.name());
        }
    }

    @Test
    void refusesASchemaThatChangedAndNamesWhat() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute("CREATE INDEX users_nickname_idx ON users (nickname)");
        assertStale(plan, "index public.users_nickname_idx was added since");
        shop.execute("DROP INDEX users_nickname_idx; ALTER TABLE users ALTER name SET NOT NULL");
        assertStale(plan, "column public.users.name was changed since");
        shop.execute("ALTER TABLE users ALTER name DROP NOT NULL; DROP INDEX users_name_idx");
        assertStale(plan, "index public.users_name_idx is gone");
        shop.execute("CREATE INDEX users_name_idx ON users (name)");

        shop.execute("CREATE TABLE elsewhere (id int)");
        assertThat(shop.run(plan).deviations()).isEmpty();
    }

    @Test
    void refusesOtherRowsOfTheMigration() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('3', 'x', '%s')"
                        .formatted(Shop.BAD));
        assertStale(plan, "other rows of migration " + Shop.BAD);
    }

    private void assertStale(PlanFile plan, String what) throws SQLException {
        Snapshot before = shop.read();
        assertRefused(() -> shop.run(plan), ErrorCode.PLAN_STALE, what);
        assertThat(shop.read().sameAs(before)).isTrue();
    }

    @Test
    void refusesAPlanWithNothingToRun() throws SQLException {
        Plan plan = shop.plan().plan();
        PlanFile nothing = Shop.file(with(plan, new Strategy.RevertCommit()));
        assertRefused(() -> shop.run(nothing), ErrorCode.USAGE, "nothing to run");
    }

    private static Plan with(Plan plan, Strategy strategy) {
        return new Plan(
                plan.origin(),
                plan.migrations(),
                strategy,
                plan.reason(),
                plan.work(),
                plan.shapes(),
                plan.cost(),
                plan.notes());
    }

    @Test
    void refusesASchemaOfRecordsThatIsSomebodyElses() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute("CREATE SCHEMA backout; CREATE TABLE backout.run (id int)");
        assertRefused(
                () -> shop.run(plan),
                ErrorCode.CONFIGURATION_INVALID,
                "a schema backout that Backout did not make");
    }

    @Test
    void refusesRecordsOfANewerFormat() throws SQLException {
        PlanFile plan = shop.plan();
        shop.execute(
                "CREATE SCHEMA backout; COMMENT ON SCHEMA backout IS 'Backout''s records, format"
                        + " 99'");
        assertRefused(
                () -> shop.run(plan), ErrorCode.CONFIGURATION_INVALID, "made by a newer Backout");
    }

    @Test
    void refusesARoleThatLacksRights() throws SQLException {
        PlanFile plan = shop.plan();
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE guest LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                    GRANT SELECT ON _prisma_migrations TO guest
                    """);
        }
        Runner guest =
                new Runner(
                        Places.plain(
                                () -> shop.connect("guest"),
                                Shop.TOOL,
                                Shop.fast(),
                                new Operator("g@h", null),
                                event -> {}));
        assertThatThrownBy(() -> guest.run(plan, Runner.Beginning.PLAIN))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RIGHTS_MISSING))
                .hasMessageContaining("not a member of shop_owner")
                .hasMessageContaining("lacks DELETE on public._prisma_migrations")
                .hasMessageContaining("lacks CREATE on the database");
        try (Connection admin = shop.admin()) {
            Shop.execute(admin, "DROP OWNED BY guest");
        }
    }
}
