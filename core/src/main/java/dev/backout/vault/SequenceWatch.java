package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The sequences as they were before the transaction, as far as it has not changed them, and where
/// those stood that it drops or has begin anew. Neither can be done without a lock on the sequence,
/// so others are not looked at again. What a `setval` overwrites leaves no trace, and is not seen.
/// For one thread, in the open transaction.
final class SequenceWatch {
    private static final String SEQUENCES =
            """
            select c.oid, n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) as owner,
                c.relfilenode
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname <> ? %s\
            """;

    /// `ALTER SEQUENCE ... RESTART` takes the weaker one.
    private static final String LOCKED =
            LiveTables.locked("AccessExclusiveLock", "ShareRowExclusiveLock");

    private final Vault vault;
    private final Map<Long, LiveSequence> known;
    private List<Long> locked = List.of();
    private Map<Long, LiveSequence> seen = Map.of();

    /// @param asked the question that is asked first; they are known as soon as it was sent
    SequenceWatch(Vault vault, Pipeline asked) {
        this.vault = vault;
        this.known = read(asked, "");
    }

    /// Asks what has become of those that are locked.
    void look(Pipeline asked) {
        locked = asked.list(LOCKED, row -> row.getLong(1));
        seen = read(asked, "and c.oid in (%s)".formatted(LOCKED));
    }

    /// Those that were gone when last looked at, or began anew since what was learnt before.
    Set<LiveSequence> lost() {
        Set<LiveSequence> lost = new HashSet<>();
        for (Long oid : locked) {
            LiveSequence before = known.get(oid);
            LiveSequence now = seen.get(oid);
            if (before != null && (now == null || now.storage() != before.storage())) {
                lost.add(before);
            }
        }
        return lost;
    }

    /// Takes over what was last seen, but for names: a sequence is known by the one that it had
    /// before the transaction.
    void learn() {
        for (Long oid : locked) {
            LiveSequence now = seen.get(oid);
            known.computeIfPresent(
                    oid, (_, before) -> now == null ? null : before.at(now.storage()));
        }
    }

    /// Keeps where they stand, before the statement, with the [FixedSettings]. Those that moved
    /// into the vault with their table stand there.
    void keep(Connection connection, Set<LiveSequence> lost, CaptureList list) throws SQLException {
        Map<Long, LiveSequence> before =
                lost.stream().collect(Collectors.toMap(LiveSequence::oid, one -> one));
        Pipeline asked = new Pipeline(connection);
        Map<Long, LiveSequence> now = read(asked, "");
        asked.send();
        // By their numbers, so that two of us do not block each other.
        for (LiveSequence sequence : now.values()) {
            LiveSequence was = before.get(sequence.oid());
            if (was != null) {
                keep(connection, sequence, was.ref(), list);
            }
        }
    }

    /// To change nothing of a sequence is the one way to lock it, so that nobody takes another
    /// number. One that never gave a number has nothing to go on from.
    private void keep(
            Connection connection, LiveSequence sequence, TableRef before, CaptureList list)
            throws SQLException {
        Sql.execute(
                connection,
                "alter sequence %s owner to %s"
                        .formatted(sequence.sql(), Identifiers.quote(sequence.owner())));
        long id = vault.nextId(connection);
        String place = vault.place(id, before.address());
        long rows =
                Sql.update(
                        connection,
                        """
                        create table %s as
                        select s.last_value, s.is_called from %s s, pg_catalog.pg_sequence q
                        where q.seqrelid = %d and (s.is_called or s.last_value <> q.seqstart)\
                        """
                                .formatted(vault.sql(place), sequence.sql(), sequence.oid()));
        if (rows == 0) {
            Sql.execute(connection, "drop table " + vault.sql(place));
        } else {
            list.put(id, new Kept.SequencePosition(before, place, rows));
        }
    }

    /// By OID, as soon as it was sent.
    private Map<Long, LiveSequence> read(Pipeline asked, String which) {
        Map<Long, LiveSequence> sequences = new TreeMap<>();
        asked.list(
                SEQUENCES.formatted(which),
                row -> sequences.put(row.getLong("oid"), sequence(row)),
                vault.records().name());
        return sequences;
    }

    private static LiveSequence sequence(ResultSet row) throws SQLException {
        return new LiveSequence(
                row.getLong("oid"),
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("owner"),
                row.getLong("relfilenode"));
    }
}
