package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Indexes that no constraint owns.
///
/// The index of a partition that is attached to the partitioned table's index is created beside it
/// and attached; where the partition is created after that index, the server makes it by itself.
final class IndexDdl implements KindDdl<Index> {
    @Override
    public List<Statement> create(Index index, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(IndexText.of(index).create(index)));
        statements.addAll(statistics(List.of(), index));
        Address parent = index.partitionOf();
        if (parent != null) {
            statements.add(attach(index, parent));
        }
        return statements;
    }

    @Override
    public Statement drop(Index index) {
        return new Statement("DROP INDEX " + Designation.name(index.address()));
    }

    @Override
    public Alteration alter(Index from, Index to) {
        IndexText old = IndexText.of(from);
        IndexText wanted = IndexText.of(to);
        boolean detached =
                from.partitionOf() != null && !from.partitionOf().equals(to.partitionOf());
        if (!old.sameBut(wanted) || !from.table().equals(to.table()) || detached) {
            return new Alteration.Recreate();
        }
        if (from.valid() && !to.valid()) {
            return partitioned(to)
                    ? new Alteration.Recreate() // without those of its parts that are not attached
                    : new Alteration.Impossible("a valid index cannot be made invalid");
        }
        List<Statement> statements = new ArrayList<>();
        statements.addAll(
                Parameters.change(prefix(to), old.parameterList(), wanted.parameterList()));
        if (!Objects.equals(from.tablespace(), to.tablespace())) {
            String space = to.tablespace() == null ? "pg_default" : to.tablespace();
            statements.add(alter(to, "SET TABLESPACE " + Identifiers.quote(space)));
        }
        statements.addAll(statistics(from.statistics(), to));
        if (!from.valid() && to.valid() && !partitioned(to)) {
            statements.add(new Statement("REINDEX INDEX " + Designation.name(to.address())));
        }
        if (to.partitionOf() != null && from.partitionOf() == null) {
            statements.add(attach(to, to.partitionOf()));
        }
        return Alteration.InPlace.of(statements);
    }

    @Override
    public List<Statement> rename(Index index, Address from, Address to) {
        // an index lives where its table lives
        return NewAddress.of("INDEX", Renaming.moved(from, to), to);
    }

    /// The index of a partitioned table becomes valid when its last part is attached.
    private static boolean partitioned(Index index) {
        return Clauses.indexOf(index.definition(), "ON ONLY") >= 0;
    }

    private static List<Statement> statistics(List<String> from, Index to) {
        List<Statement> statements = new ArrayList<>();
        for (String gone : from) {
            if (!Parameters.map(to.statistics()).containsKey(Parameters.name(gone))) {
                statements.add(statistics(to, Parameters.name(gone), "-1"));
            }
        }
        for (String wanted : to.statistics()) {
            if (!from.contains(wanted)) {
                statements.add(statistics(to, Parameters.name(wanted), Parameters.value(wanted)));
            }
        }
        return statements;
    }

    private static Statement statistics(Index index, String column, String target) {
        return alter(index, "ALTER COLUMN " + column + " SET STATISTICS " + target);
    }

    private static Statement attach(Index index, Address parent) {
        return Statement.of(
                "ALTER INDEX %s ATTACH PARTITION %s",
                Designation.name(parent), Designation.name(index.address()));
    }

    private static Statement alter(Index index, String action) {
        return new Statement(prefix(index) + " " + action);
    }

    private static String prefix(Index index) {
        return "ALTER INDEX " + Designation.name(index.address());
    }
}
