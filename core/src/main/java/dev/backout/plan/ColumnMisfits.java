package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import java.util.List;

/// Values that a column cannot hold when it is as before. For one thread.
final class ColumnMisfits {
    private final Arrivals arrivals;
    private final Origins origins;
    private final LeavingRows leaving;
    private final Snapshot end;
    private final int major;
    private final String arrives;
    private final Maps maps;
    private final MisfitList out;

    /// @param arrivals where values of columns that come back come from
    /// @param leaving which rows will not be in the way any more
    /// @param end the schema that the way leads to
    /// @param major the server's major version
    /// @param arrives how something gets there, for people
    /// @param maps what becomes of single values
    ColumnMisfits(
            Arrivals arrivals,
            Origins origins,
            LeavingRows leaving,
            Snapshot end,
            int major,
            String arrives,
            Maps maps,
            MisfitList out) {
        this.arrivals = arrivals;
        this.origins = origins;
        this.leaving = leaving;
        this.end = end;
        this.major = major;
        this.arrives = arrives;
        this.maps = maps;
        this.out = out;
    }

    void find(Column column) {
        Address table = origins.table(column.address().table());
        if (table == null || column.inherited()) {
            return;
        }
        Entry now = origins.column(column.address().table(), column.address().name());
        boolean required = column.notNull() != null && column.notNull().validated();
        if (now == null) {
            if (required && !hasValue(column) && !arrivals.complete(column.address())) {
                out.add(
                        column.address(),
                        "rows would have no value in a column that is NOT NULL",
                        arrivals.without(table, column.address()),
                        fill(column.address()),
                        table,
                        null);
            }
        } else if (now.object() instanceof Column was) {
            String name = Identifiers.quote(was.address().name());
            if (required && was.notNull() == null && !arrivals.complete(column.address())) {
                out.add(
                        column.address(),
                        "rows have NULL where NOT NULL " + arrives,
                        new Search.Where(
                                table,
                                name + " IS NULL",
                                leaving.staying(
                                        column.address().table(),
                                        List.of(column.address().name()))),
                        fill(column.address()),
                        table,
                        Standing.of(was, column));
            }
            if (!was.type().equals(column.type())) {
                narrowed(table, was, column);
            }
        }
    }

    private void narrowed(Address table, Column was, Column column) {
        String misfit = Narrowing.misfit(was, column.type(), end, major);
        if (misfit == null) {
            return;
        }
        if (misfit.isEmpty()) {
            out.note(
                    "whether all values of %s fit into %s cannot be asked of this server"
                            .formatted(column.address().text(), column.type()));
            return;
        }
        Mapped mapped = maps.of(was.address(), column.address());
        String what = "values do not fit into " + column.type();
        String condition = mapped == null ? misfit : mapped.rest(misfit, was);
        Passing passing = leaving.passing(column.address(), was);
        out.add(
                column.address(),
                what,
                new Search.Where(table, condition, passing.staying()),
                Mapped.remedy(column.address(), "VALUE", List.of()),
                table,
                Standing.of(was, column));
        if (passing.any()) {
            out.addPassing(
                    column.address(),
                    what,
                    new Search.Where(table, condition, passing.leaving()),
                    was);
        }
    }

    private static boolean hasValue(Column column) {
        return column.defaultExpression() != null
                || column.identity() != null
                || column.generation() != Generation.NONE;
    }

    private static String fill(Address column) {
        return "--fill %s=EXPRESSION".formatted(column.text());
    }
}
