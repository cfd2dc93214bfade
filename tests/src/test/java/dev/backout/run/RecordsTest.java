package dev.backout.run;

import static dev.backout.run.Shop.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ErrorCode;
import dev.backout.journal.RunRecords;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.plan.PlanFile;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Snapshot;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What is kept in the database besides runs, and how databases are known.
class RecordsTest extends ShopScene {
    @Test
    void withoutRecordsThereIsNothingToList() throws SQLException {
        RecordSchema records = new RecordSchema("backout");
        try (Connection connection = shop.connect()) {
            assertThat(new RunRecords(records).list(connection)).isEmpty();
            assertThat(new Bars(records, Shop.TOOL).standing(connection)).isEmpty();
            assertThat(new InverseStore(records).find(connection, "m", "c")).isNull();
        }
    }

    @Test
    void ourOwnObjectsAreHiddenFromASnapshot() throws SQLException {
        PlanFile plan = shop.plan();
        Snapshot before = shop.read();
        shop.run(plan);
        shop.execute(
                """
                ALTER TABLE users DROP email; ALTER TABLE users ADD nickname text;
                CREATE INDEX users_name_idx ON users (name)
                """);
        assertThat(new RecordSchema("backout").hiddenFrom(shop.read()).sameAs(before)).isTrue();
    }

    @Test
    void anInverseIsKeptAndFound() throws SQLException {
        InverseStore store = new InverseStore(new RecordSchema("backout"));
        Instant then = Instant.parse("2026-11-21T12:00:00Z");
        List<String> losses = List.of("public.users.email", "public.a, \"b\"");
        StoredInverse first =
                new StoredInverse(
                        "m",
                        "c",
                        "DROP TABLE x;",
                        "0.1.0",
                        then,
                        "here",
                        "hash",
                        "none",
                        List.of());
        StoredInverse better =
                new StoredInverse(
                        "m", "c", "DROP TABLE y;", "0.2.0", then, "there", "2", "lost", losses);
        try (Connection connection = shop.connect()) {
            store.put(connection, first);
            assertThat(store.find(connection, "m", "c")).isEqualTo(first);
            store.put(connection, better);
            assertThat(store.find(connection, "m", "c")).isEqualTo(better);
            assertThat(store.find(connection, "m", "other")).isNull();
        }
        assertThat(shop.run(shop.plan()).deviations()).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotTellItsSystemIsKnownByItsName() throws SQLException {
        DatabaseIdentity known;
        DatabaseIdentity hidden;
        try (Connection admin = shop.admin();
                Connection connection = shop.connect()) {
            known = DatabaseIdentityReader.read(connection);
            Shop.execute(admin, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
            hidden = DatabaseIdentityReader.read(connection);
        }
        assertThat(known.systemIdentifier()).matches("[0-9]+");
        assertThat(hidden).isEqualTo(new DatabaseIdentity("", known.oid(), known.name()));
        DatabaseIdentityReader.insist(known, hidden);
        DatabaseIdentity elsewhere = new DatabaseIdentity("1", known.oid(), known.name());
        assertRefused(
                () -> DatabaseIdentityReader.insist(elsewhere, known),
                ErrorCode.PLAN_ELSEWHERE,
                "of system 1");
    }
}
