package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.schema.Identifiers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The sequences as they were before the transaction, as far as it has not changed them, and where
/// those stood that it drops or has begin anew. What a `setval` overwrites leaves no trace, and is
/// not seen. For one thread, in the open transaction.
final class SequenceWatch {
    private static final String SEQUENCES =
            """
            select c.oid, n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) as owner,
                c.relfilenode
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'S' and c.relpersistence <> 't' and n.nspname <> ?
            order by 1\
            """;

    private final Vault vault;
    private List<LiveSequence> known;
    private List<LiveSequence> seen = List.of();

    /// @param asked the question that is asked first; they are known as soon as it was sent
    SequenceWatch(Vault vault, Pipeline asked) {
        this.vault = vault;
        this.known = read(asked);
    }

    /// Asks what has become of them.
    void look(Pipeline asked) {
        seen = read(asked);
    }

    /// Those that were gone when last looked at, or began anew since what was learnt before.
    Set<LiveSequence> lost() {
        Map<Long, Long> now =
                seen.stream().collect(Collectors.toMap(LiveSequence::oid, LiveSequence::storage));
        return known.stream()
                .filter(before -> !Long.valueOf(before.storage()).equals(now.get(before.oid())))
                .collect(Collectors.toSet());
    }

    /// Takes over what was last seen.
    void learn() {
        Set<Long> before = oids(known);
        known = seen.stream().filter(one -> before.contains(one.oid())).toList();
    }

    /// Keeps where they stand, before the statement, with the [FixedSettings]. Those that moved
    /// into the vault with their table stand there.
    void keep(Connection connection, Set<LiveSequence> lost, CaptureList list) throws SQLException {
        Pipeline asked = new Pipeline(connection);
        List<LiveSequence> now = read(asked);
        asked.send();
        Set<Long> there = oids(now);
        for (LiveSequence sequence : sorted(lost)) {
            if (there.contains(sequence.oid())) {
                keep(connection, sequence, list);
            }
        }
    }

    /// To change nothing of a sequence is the one way to lock it, so that nobody takes another
    /// number. One that never gave a number has nothing to go on from.
    private void keep(Connection connection, LiveSequence sequence, CaptureList list)
            throws SQLException {
        Sql.execute(
                connection,
                "alter sequence %s owner to %s"
                        .formatted(sequence.sql(), Identifiers.quote(sequence.owner())));
        long id = vault.nextId(connection);
        String place = vault.place(id, sequence.ref().address());
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
            list.put(id, new Kept.SequencePosition(sequence.ref(), place, rows));
        }
    }

    private static Set<Long> oids(Collection<LiveSequence> sequences) {
        return new HashSet<>(sequences.stream().map(LiveSequence::oid).toList());
    }

    /// In a fixed order, so that two of us do not block each other.
    private static List<LiveSequence> sorted(Set<LiveSequence> sequences) {
        return sequences.stream().sorted(Comparator.comparing(LiveSequence::oid)).toList();
    }

    private List<LiveSequence> read(Pipeline asked) {
        return asked.list(
                SEQUENCES,
                row ->
                        new LiveSequence(
                                row.getLong("oid"),
                                row.getString("nspname"),
                                row.getString("relname"),
                                row.getString("owner"),
                                row.getLong("relfilenode")),
                vault.records().name());
    }
}
