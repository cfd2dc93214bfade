package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.vault.merge.MergedInverse;
import dev.backout.vault.merge.Quiet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// An inverse with columns that are filled on the way: first they come back, open to NULL and still
/// beside everything that the migrations brought, then they get their values from it, then comes
/// the rest. Rows to which the vault brings an older value back are left alone: a fill would look
/// like a later write there.
final class FilledInverse {
    private final Replica replica;
    private final Ddl ddl;
    private final Map<Address, String> fills;
    private final Fits fits;
    private final MergedInverse merged;

    /// @param fits what is done about rows that do not fit, before anything else
    /// @param merged brings back what the vault holds, after the columns were filled
    FilledInverse(
            Replica replica, Ddl ddl, Map<Address, String> fills, Fits fits, MergedInverse merged) {
        this.replica = replica;
        this.ddl = ddl;
        this.fills = fills;
        this.fits = fits;
        this.merged = merged;
    }

    /// As [InverseBuilder#build] has it.
    Inverse build(Snapshot before, Snapshot after) {
        InverseBuilder builder = new InverseBuilder(ddl, replica);
        List<Statement> opening = merged.open(before, after);
        if (fills.isEmpty() && fits.none() && opening.isEmpty()) {
            return rest(builder, before, after, after);
        }
        return switch (fits.work(before, after)) {
            case Fits.Work.Unknown(String why) -> new Inverse.Irreversible(List.of(why));
            case Fits.Work.Statements(List<Statement> fitting) ->
                    build(
                            builder,
                            before,
                            after,
                            Stream.concat(opening.stream(), fitting.stream()).toList());
        };
    }

    private Inverse build(
            InverseBuilder builder, Snapshot before, Snapshot after, List<Statement> fitting) {
        LeavingRows leaving =
                new LeavingRows(
                        merged.candidates(before, after), new Origins(after, before), false);
        List<Statement> columns = new ArrayList<>(fitting);
        List<Statement> values = new ArrayList<>();
        Set<Address> written = new HashSet<>();
        Set<Address> others = merged.fill(fills, replica, before, after);
        for (Address column : fills.keySet().stream().sorted().toList()) {
            if (others.contains(column)) {
                continue;
            }
            String unknown = fill(column, before, after, leaving, columns, values, written);
            if (unknown != null) {
                return new Inverse.Irreversible(List.of(unknown));
            }
        }
        List<Statement> first = new ArrayList<>(columns);
        first.addAll(new Quiet(after, written, values).statements());
        try {
            Snapshot filled = replica.apply(first);
            Inverse rest = rest(builder, before, after, filled);
            if (!(rest instanceof Inverse.Reversible(List<List<Statement>> stages))) {
                return rest;
            }
            List<List<Statement>> all = new ArrayList<>(List.of(first));
            all.addAll(stages);
            return new Inverse.Reversible(all);
        } catch (InverseFailure failure) {
            return new Inverse.Refused(failure);
        }
    }

    private Inverse rest(InverseBuilder builder, Snapshot before, Snapshot after, Snapshot now) {
        return merged.holdings().isEmpty()
                ? builder.build(before, now)
                : merged.build(ddl, replica, before, after, now);
    }

    /// @return why it cannot be filled, or null
    private @Nullable String fill(
            Address column,
            Snapshot before,
            Snapshot after,
            LeavingRows leaving,
            List<Statement> columns,
            List<Statement> values,
            Set<Address> written) {
        Entry then = before.find(column);
        if (then == null || !(then.object() instanceof Column wanted)) {
            return "--fill names %s, which is not there before the migration".formatted(column);
        }
        Entry table = after.find(then.id().whole());
        if (table == null) {
            return "--fill names %s of a table that comes back empty".formatted(column);
        }
        Entry now = after.find(then.id());
        String name = Identifiers.quote(now == null ? column.name() : now.address().name());
        boolean later = now == null && merged.returnsLater(column, before, after);
        if (now == null) {
            Column open =
                    wanted.withoutNotNullAt(
                            Address.of(
                                    column.kind(),
                                    table.address().first(),
                                    table.address().name(),
                                    column.name()));
            Column made = later ? open.withDefault("(%s)".formatted(fills.get(column))) : open;
            columns.addAll(ddl.of(made).create(made, List.of()));
        }
        if (later) {
            // Rows of which nothing is kept have it at once, and so have those that come.
            return null;
        }
        written.add(table.address());
        String staying = leaving.staying(column.table(), List.of(column.name()));
        String condition = LeavingRows.both(name + " IS NULL", staying);
        if (now == null) {
            values.add(
                    new Statement(
                            "UPDATE %s%s SET %s = (%s) WHERE %s"
                                    .formatted(
                                            Identifiers.dotted(table.address().path()),
                                            staying.isEmpty() ? "" : " t",
                                            name,
                                            fills.get(column),
                                            condition)));
        } else {
            values.addAll(
                    fits.filled(
                            after,
                            table.address(),
                            now.address().name(),
                            condition,
                            Objects.requireNonNull(fills.get(column))));
        }
        return null;
    }
}
