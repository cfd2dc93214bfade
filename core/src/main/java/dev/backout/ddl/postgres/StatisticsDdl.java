package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Statistics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Extended statistics.
final class StatisticsDdl implements KindDdl<Statistics> {
    @Override
    public List<Statement> create(Statistics statistics, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(statistics.definition()));
        statements.addAll(target(null, statistics));
        return statements;
    }

    @Override
    public Statement drop(Statistics statistics) {
        return new Statement("DROP " + Designation.of(statistics));
    }

    @Override
    public Alteration alter(Statistics from, Statistics to) {
        return from.definition().equals(to.definition()) && from.table().equals(to.table())
                ? Alteration.InPlace.of(target(from.target(), to))
                : new Alteration.Recreate();
    }

    private static List<Statement> target(@Nullable Integer from, Statistics to) {
        return Objects.equals(from, to.target())
                ? List.of()
                : List.of(
                        Statement.of(
                                "ALTER %s SET STATISTICS %s",
                                Designation.of(to), to.target() == null ? -1 : to.target()));
    }

    @Override
    public List<Statement> rename(Statistics statistics, Address from, Address to) {
        return NewAddress.of("STATISTICS", from, to);
    }
}
