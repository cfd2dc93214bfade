package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.run.RunReport;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.Holdings;
import dev.backout.vault.InventoryLine;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;

/// What the vault no longer holds, or never held, is lost, and a plan says so.
class GivenUpTest extends VaultScene {
    @Test
    void whatWasGivenUpIsLostAndSaidToBe() throws SQLException {
        site.deploy("2_bad", "ALTER TABLE users DROP COLUMN email; DROP TABLE orders;");
        prune(1);

        Plan plan = site.planLast();

        assertThat(plan.casualties())
                .containsExactly(
                        new Casualty(
                                Address.of(ObjectKind.COLUMN, "public", "users", "email"),
                                "values of a column that was dropped were given up",
                                3,
                                true,
                                true));
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.vault().returns()).hasSize(1);
    }

    @Test
    void whatARunPutBackIsNoLossWhenItsTableIsGivenUp() throws SQLException {
        RunReport back = backOut("ALTER TABLE users DROP COLUMN mood;", "");
        run(site.planRedo(back));
        RunReport again = run(site.planLast());
        prune(1);
        prune(2);

        assertThat(site.value("SELECT string_agg(state, ' ') FROM backout.capture"))
                .isEqualTo("restored restored");
        assertThat(inventory()).noneMatch(InventoryLine::present);
        assertThat(site.value("SELECT state FROM backout.run LIMIT 1")).isEqualTo("done");
        assertThatThrownBy(() -> site.planRedo(again))
                .hasMessageContaining("that table of the vault is gone since: kept_2_users");
    }

    @Test
    void theWayForwardTellsWhatWasGivenUp() throws SQLException {
        RunReport back =
                backOut(
                        "ALTER TABLE users ADD COLUMN nick text DEFAULT 'n';"
                                + " CREATE TABLE tags (id int);",
                        "");
        prune(1);

        assertThat(site.planRedo(back).casualties())
                .extracting(one -> one.object().text() + ": " + one.count() + " " + one.what())
                .containsExactly(
                        "public.users.nick: 3 values of a column that was dropped were given up");
    }

    /// The rule knows the table by its name of today, and the way back renames it first.
    @Test
    void whatMustNotBeKeptIsNotKeptByTheWayBackEither() throws SQLException {
        site.deploy(
                "2_bad",
                "ALTER TABLE users ADD COLUMN card text DEFAULT 'c', ADD COLUMN nick text DEFAULT"
                        + " 'n'; ALTER TABLE users RENAME TO people;");
        site.never("public.people.card");

        Plan plan = site.planLast();
        RunReport report = run(plan);

        assertThat(plan.casualties())
                .extracting(one -> one.object().text() + ": " + one.count() + " " + one.what())
                .containsExactly(
                        "public.people.card: 3 values of a column that goes, which must not be"
                                + " kept");
        assertThat(plan.vault().keeps()).hasSize(1);
        assertThat(report.vault())
                .containsExactly(
                        "kept 3 values of public.users.nick",
                        "did not keep 3 values of public.users.card");
        assertThat(
                        site.value(
                                "SELECT string_agg(concat_ws(' ', column_name, state, state_by),"
                                        + " '; ' ORDER BY id) FROM backout.capture"))
                .isEqualTo("card pruned keep: never; nick kept");
        assertThat(inventory()).filteredOn(InventoryLine::present).hasSize(1);
    }

    /// Nothing tells its rows apart, so that whole rows would be kept.
    @Test
    void aRowThatHoldsItIsNotKeptEither() throws SQLException {
        site.deploy(
                        "2_notes",
                        "CREATE TABLE notes (card text, line text, more text);"
                                + " INSERT INTO notes VALUES ('c', 'l', 'm');")
                .deploy("3_bad", "ALTER TABLE notes ADD COLUMN extra text DEFAULT 'e';")
                .never("public.notes.card");

        Plan plan = site.planLast();
        run(plan);

        assertThat(plan.casualties()).hasSize(1);
        assertThat(inventory()).noneMatch(InventoryLine::present);
    }

    @Test
    void aRunThatBroughtItBackCountsUntilItIsBackedOutAgain() throws SQLException {
        Holdings holdings = new Holdings(VAULT);
        RunReport back = backOut("ALTER TABLE users DROP COLUMN mood;", "");
        RunReport again = run(site.planRedo(back));
        try (Connection connection = site.connect()) {
            assertThat(holdings.redos(connection, "2_bad"))
                    .extracting(Holdings.Redo::run)
                    .containsExactly(again.id());
            RunReport back2 = run(site.planLast());
            assertThat(holdings.redos(connection, "2_bad"))
                    .extracting(Holdings.Redo::run)
                    .isEmpty();
            RunReport again2 = run(site.planRedo(back2));
            assertThat(holdings.redos(connection, "2_bad"))
                    .extracting(Holdings.Redo::run)
                    .containsExactly(again2.id());
        }
    }

    @Test
    void whereASequenceStoodIsSaidToBeGoneWhenItWasGivenUp() throws SQLException {
        site.apply("2_tickets", "CREATE SEQUENCE tickets;")
                .sql("SELECT nextval('tickets')")
                .deploy("3_bad", "DROP SEQUENCE tickets;");
        assertThat(site.planLast().data()).isEqualTo("kept");
        prune(1);

        Plan plan = site.planLast();
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.casualties())
                .extracting(one -> one.object().text() + ": " + one.count() + " " + one.what())
                .containsExactly("public.tickets: 1 position of a sequence, given up");
    }

    @Test
    void whereASequenceStoodIsSaidToBeGoneWhenNobodyKeptIt() throws SQLException {
        site.apply("2_tickets", "CREATE SEQUENCE tickets;")
                .apply("3_bad", "DROP SEQUENCE tickets;");

        Plan plan = site.planLast();
        assertThat(plan.data()).isEqualTo("lost");
        assertThat(plan.casualties())
                .extracting(one -> one.object().text() + ": " + one.what())
                .containsExactly(
                        "public.tickets: position of a sequence was lost when 3_bad was applied");
    }
}
