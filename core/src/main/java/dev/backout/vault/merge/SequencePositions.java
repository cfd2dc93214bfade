package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The sequences of a schema, those of identity columns included.
///
/// @param all by the sequence's name
record SequencePositions(Map<Address, Counting> all) {
    /// @param up whether it counts upwards
    /// @param owner who it belongs to, unquoted
    private record Counting(boolean up, String owner) {}

    static SequencePositions of(Snapshot schema) {
        Map<Address, Counting> all = new HashMap<>();
        for (Entry entry : schema.entries()) {
            DbObject object = entry.object();
            if (object instanceof Sequence sequence) {
                all.put(sequence.address(), counting(sequence.options(), sequence.standing()));
            } else if (object instanceof Column column
                    && column.identity() != null
                    && schema.find(column.address().table()) instanceof Entry table) {
                all.put(
                        column.identity().sequence(),
                        counting(column.identity().options(), table.object().standing()));
            }
        }
        return new SequencePositions(all);
    }

    private static Counting counting(SequenceOptions options, Standing its) {
        return new Counting(options.increment() > 0, Objects.requireNonNull(its.owner()));
    }

    /// Has a sequence go on where it stood, unless it is further already. That changes nothing of
    /// it is the one way to lock a sequence: without it, a session could take a number between
    /// reading and setting, which would be given again. `setval` outlives a transaction that is
    /// undone: a sequence that was there all the time stays where this has set it, so that numbers
    /// are left out and none comes twice.
    ///
    /// @param kept the vault's table, as SQL
    /// @return empty when there is no such sequence
    List<Statement> back(Address sequence, String kept) {
        Counting its = all.get(sequence);
        if (its == null) {
            return List.of();
        }
        String name = Identifiers.dotted(sequence.path());
        return List.of(
                Statement.of("ALTER SEQUENCE %s OWNER TO %s", name, Identifiers.quote(its.owner())),
                Statement.of(
                        """
                        SELECT pg_catalog.setval(%s, k.last_value, k.is_called)
                        FROM %s k, %s s
                        WHERE (%s.last_value, k.is_called) > (%s.last_value, s.is_called)\
                        """,
                        Identifiers.literal(name),
                        kept,
                        name,
                        its.up() ? "k" : "s",
                        its.up() ? "s" : "k"));
    }
}
