package dev.backout.run;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.vault.Capture;
import dev.backout.vault.Kept;
import dev.backout.vault.Places;
import dev.backout.vault.Vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Whether the vault still holds what a plan takes out of it: somebody may have edited or emptied
/// its tables.
record VaultCheck(Vault vault) {
    /// @param captures the numbers of what returns
    /// @throws BackoutException `plan-stale` when something of it is not as it was kept
    void insist(Connection connection, List<Long> captures) throws SQLException {
        if (captures.isEmpty()) {
            return;
        }
        List<Long> lacking = new ArrayList<>(captures);
        List<Capture> all = vault.all(connection);
        if (all.isEmpty()) {
            throw empty(captures.size());
        }
        for (Capture capture : all) {
            if (lacking.remove(capture.id())) {
                insist(connection, capture);
            }
        }
        if (!lacking.isEmpty()) {
            throw stale("it has no capture %d".formatted(lacking.getFirst()));
        }
    }

    private void insist(Connection connection, Capture capture) throws SQLException {
        String place = vault.sql(capture.kept().place());
        if (capture.state() != Capture.State.KEPT) {
            throw stale(
                    "what %s kept is %s already"
                            .formatted(
                                    place,
                                    capture.state() == Capture.State.PRUNED
                                            ? "pruned"
                                            : "put back"));
        }
        if (capture.kept() instanceof Kept.HiddenColumn hidden) {
            if (new Places(vault).home(connection, hidden) == null) {
                throw stale("column %s is gone".formatted(hidden.place()));
            }
            return;
        }
        if (!Sql.ask(connection, "select pg_catalog.to_regclass(?) is not null", place)) {
            throw stale("table %s of the vault is gone".formatted(place));
        }
        Long rows = Sql.first(connection, "select count(*) from " + place, row -> row.getLong(1));
        if (rows == null || (capture.kept().counted() && rows != capture.kept().rows())) {
            throw stale(
                    "table %s of the vault holds %,d rows, and %,d were kept"
                            .formatted(place, rows, capture.kept().rows()));
        }
    }

    /// A copy, or a restored dump, that was made without our schema.
    private BackoutException empty(int captures) {
        return BackoutException.of(
                ErrorCode.PLAN_STALE,
                "the vault of this database is empty, and the plan takes %s out of it"
                        .formatted(Counted.of(captures, "capture")),
                "nothing was executed; in a copy, schema %s has to be there with its rows"
                        .formatted(vault.records().name()));
    }

    private static BackoutException stale(String what) {
        return BackoutException.of(
                ErrorCode.PLAN_STALE,
                "the vault is not what this plan was made for: " + what,
                "nothing was executed; look at it with backout vault list, then make a new plan");
    }
}
