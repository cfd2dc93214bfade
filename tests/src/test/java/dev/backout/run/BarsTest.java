package dev.backout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.journal.Operator;
import dev.backout.records.RecordSchema;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// What was backed out is not applied again, until somebody says so.
class BarsTest extends ShopScene {
    @Test
    void theBarStopsTheSameFileUnderEveryRoleAndLetsAnotherPass() throws SQLException {
        shop.run(shop.plan());

        shop.assertBarred(shop.connect());
        try (Connection admin = shop.admin()) {
            Shop.execute(
                    admin,
                    """
                    DO $$ BEGIN CREATE ROLE deployer LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                    GRANT INSERT ON _prisma_migrations TO deployer
                    """);
        }
        shop.assertBarred(shop.connect("deployer"));
        try (Connection deployer = shop.connect("deployer")) {
            shop.insertRow(deployer, Shop.BAD, "edited");
            shop.insertRow(deployer, "20260103_other", Shop.CHECKSUM);
        }
        try (Connection admin = shop.admin()) {
            Shop.execute(admin, "DROP OWNED BY deployer");
        }
    }

    @Test
    void unbarOpensTheWayAndKeepsTheRecord() throws SQLException {
        shop.run(shop.plan());
        Bars bars = new Bars(new RecordSchema("backout"), Shop.TOOL);
        try (Connection connection = shop.connect()) {
            assertThat(bars.standing(connection))
                    .extracting(Bar::checksum)
                    .containsExactlyInAnyOrder(Shop.CHECKSUM, "crlf");
            assertThatThrownBy(() ->
                            bars.lift(
                                    connection,
                                    "other",
                                    new Operator("a@b", null),
                                    Duration.ofSeconds(1)))
                    .hasMessageContaining("migration other is not barred");

            assertThat(
                            bars.lift(
                                    connection,
                                    Shop.BAD,
                                    new Operator("a@b", null),
                                    Duration.ofSeconds(1)))
                    .hasSize(2);

            assertThat(bars.standing(connection)).isEmpty();
            shop.insertRow(connection, Shop.BAD, Shop.CHECKSUM);
        }
        assertThat(shop.value("SELECT lifted_by FROM backout.bar LIMIT 1"))
                .isEqualTo(Shop.OWNER + ", a@b");
        assertThat(shop.value("SELECT count(*) FROM pg_trigger WHERE tgname = 'backout_bar'"))
                .isEqualTo("0");
        assertThat(shop.value("SELECT to_regproc('backout.refuse_barred')")).isNull();
    }

    @Test
    void anotherBarStaysWhenOneIsLifted() throws SQLException {
        shop.run(shop.plan());
        shop.execute(
                "INSERT INTO backout.bar (history, migration, checksum, run) SELECT history,"
                        + " 'another', checksum, run FROM backout.bar LIMIT 1");
        Bars bars = new Bars(new RecordSchema("backout"), Shop.TOOL);
        try (Connection connection = shop.connect()) {
            bars.lift(connection, "another", new Operator("a@b", null), Duration.ofSeconds(1));
        }
        shop.assertBarred(shop.connect());
    }

    @Test
    void aSchemaOfAnyNameWillDo() throws SQLException {
        RunSettings elsewhere = Shop.fast().withSchema("Back \"out\" % of");
        assertThat(
                        shop.runner(elsewhere, event -> {})
                                .run(shop.plan(), Runner.Beginning.PLAIN)
                                .deviations())
                .isEmpty();
        shop.assertBarred(shop.connect());
    }
}
