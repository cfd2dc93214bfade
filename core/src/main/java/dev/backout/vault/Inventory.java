package dev.backout.vault;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What lies in the vault, and giving it up. Immutable.
///
/// @param vault the list
public record Inventory(Vault vault) {
    private static final String FACTS =
            """
            select c.id, c.kept_at, c.keep_until, d.migration,
                coalesce(pg_catalog.pg_total_relation_size(k.oid), 0) as bytes,
                k.oid is not null or (c.kind = 'hidden column' and exists (
                    select 1 from pg_catalog.pg_attribute h
                    where h.attrelid in (c.table_oid::oid, pg_catalog.to_regclass(
                            pg_catalog.format('%%I.%%I', c.schema_name, c.table_name)))
                      and h.attname = c.place and not h.attisdropped)) as present,
                coalesce(a.aside, 0) as aside, coalesce(a.conflicts, 0) as conflicts
            from %1$s.capture c
            left join %1$s.deployment d on d.id = c.origin
            left join pg_catalog.pg_class k on k.relname = c.place
                and k.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = ?)
            left join (select capture, pg_catalog.count(*) filter (where kind not in ('conflict', 'applied')) as aside,
                              pg_catalog.count(*) filter (where kind = 'conflict') as conflicts
                       from %1$s.set_aside group by capture) a on a.capture = c.id\
            """;

    /// What only the list does not tell.
    private record Facts(
            @Nullable String migration,
            Instant keptAt,
            @Nullable Instant keepUntil,
            long bytes,
            boolean present,
            long aside,
            long conflicts) {}

    /// Everything that was ever kept, the oldest first; nothing when there is no vault.
    ///
    /// @throws BackoutException `rights-missing`
    public List<InventoryLine> all(Connection connection) {
        if (!vault.records().current(connection)) {
            return List.of();
        }
        try {
            Map<Long, Facts> facts = new HashMap<>();
            Sql.list(
                    connection,
                    FACTS.formatted(vault.records().sql()),
                    row -> facts.put(row.getLong("id"), facts(row)),
                    vault.records().name());
            List<InventoryLine> inventory = new ArrayList<>();
            for (Capture capture : vault.all(connection)) {
                Facts known = facts.get(capture.id());
                if (known != null) {
                    inventory.add(line(capture, known));
                }
            }
            return inventory;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
        }
    }

    /// One of them.
    ///
    /// @throws BackoutException `capture-unknown`
    public InventoryLine find(Connection connection, long id) {
        return all(connection).stream()
                .filter(one -> one.capture().id() == id)
                .findFirst()
                .orElseThrow(() ->
                        BackoutException.of(
                                ErrorCode.CAPTURE_UNKNOWN,
                                "the vault has no capture %d".formatted(id),
                                "backout vault list tells what there is"));
    }

    /// Gives one up: its table goes, its line of the list stays. What a run has put back stays put
    /// back: with its table nothing is lost but the way forward again. One transaction.
    ///
    /// @param connection in autocommit mode
    /// @param by who gives it up, for the list
    /// @throws BackoutException `locked` while a run brings it back in batches
    public void prune(Connection connection, InventoryLine line, String by, Duration lockTimeout) {
        Capture capture = line.capture();
        try {
            Transactions.run(
                    connection,
                    () -> {
                        Sql.execute(
                                connection, "set local lock_timeout = " + lockTimeout.toMillis());
                        insistOnNoRun(connection, capture);
                        new Places(vault).drop(connection, capture.kept());
                        if (capture.state() == Capture.State.KEPT) {
                            vault.mark(connection, capture.id(), Capture.State.PRUNED, by);
                        }
                        return 0;
                    });
        } catch (SQLException e) {
            throw SqlFailure.of(
                    ErrorCode.STEP_FAILED,
                    "giving up capture %d (%s) failed, it is still there"
                            .formatted(capture.id(), capture.kept().place()),
                    e);
        }
    }

    private void insistOnNoRun(Connection connection, Capture capture) throws SQLException {
        String progress = vault.sql(vault.filling(capture.id()));
        if (Sql.ask(connection, "select pg_catalog.to_regclass(?) is not null", progress)) {
            throw BackoutException.of(
                    ErrorCode.LOCKED,
                    "a run brings %s back just now, and is not at its end"
                            .formatted(capture.kept().text()),
                    "nothing was given up; backout runs tells which, backout resume ends it");
        }
    }

    private static Facts facts(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("keep_until", OffsetDateTime.class);
        return new Facts(
                row.getString("migration"),
                row.getObject("kept_at", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant(),
                row.getLong("bytes"),
                row.getBoolean("present"),
                row.getLong("aside"),
                row.getLong("conflicts"));
    }

    private static InventoryLine line(Capture capture, Facts known) {
        return new InventoryLine(
                capture,
                known.migration(),
                known.keptAt(),
                known.keepUntil(),
                known.bytes(),
                known.present(),
                known.aside(),
                known.conflicts());
    }
}
