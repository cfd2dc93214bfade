package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Identifiers;
import dev.backout.schema.PartitionOf;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Turns one table into another without touching what it holds.
final class TableAlteration {
    private final Table from;
    private final Table to;
    private final DdlOptions options;
    private final List<Statement> statements = new ArrayList<>();

    TableAlteration(Table from, Table to, DdlOptions options) {
        this.from = from;
        this.to = to;
        this.options = options;
    }

    Alteration alteration() {
        if (serverDiffers()) {
            return new Alteration.Recreate();
        }
        String obstacle = obstacle();
        if (obstacle != null) {
            return new Alteration.Impossible(obstacle);
        }
        place();
        storage();
        statements.addAll(TableDdl.rowSecurity(from.rowSecurity(), from.forceRowSecurity(), to));
        references();
        return Alteration.InPlace.of(statements);
    }

    /// A foreign table holds no rows here.
    private boolean serverDiffers() {
        ForeignSource old = from.foreign();
        ForeignSource wanted = to.foreign();
        return old != null && wanted != null && !old.server().equals(wanted.server());
    }

    private @Nullable String obstacle() {
        if (!Objects.equals(from.partitionKey(), to.partitionKey())) {
            return "the partition key of a table cannot be changed";
        }
        if ((from.foreign() == null) != (to.foreign() == null)) {
            return "a table cannot become a foreign table, nor the other way round";
        }
        if (!Objects.equals(from.accessMethod(), to.accessMethod()) && options.major() < 15) {
            return "the access method of a table cannot be changed before PostgreSQL 15";
        }
        return null;
    }

    private void place() {
        if (from.partitionOf() != null && !from.partitionOf().equals(to.partitionOf())) {
            detach(from.partitionOf());
        }
        inherit();
        if (!Objects.equals(from.ofType(), to.ofType())) {
            alter(to.ofType() == null ? "NOT OF" : "OF " + to.ofType());
        }
        if (to.partitionOf() != null && !to.partitionOf().equals(from.partitionOf())) {
            attach(to.partitionOf());
        }
    }

    private void detach(PartitionOf place) {
        statements.add(
                Statement.of(
                        "ALTER TABLE %s DETACH PARTITION %s",
                        Designation.name(place.parent()), name()));
    }

    private void attach(PartitionOf place) {
        statements.add(
                Statement.of(
                        "ALTER TABLE %s ATTACH PARTITION %s %s",
                        Designation.name(place.parent()), name(), place.bound()));
    }

    /// The order of the parents is kept: a parent in the wrong place goes and comes back.
    private void inherit() {
        List<Address> old = from.inherits();
        List<Address> wanted = to.inherits();
        int same = 0;
        while (same < Math.min(old.size(), wanted.size())
                && old.get(same).equals(wanted.get(same))) {
            same++;
        }
        old.subList(same, old.size())
                .forEach(parent -> alter("NO INHERIT " + Designation.name(parent)));
        wanted.subList(same, wanted.size())
                .forEach(parent -> alter("INHERIT " + Designation.name(parent)));
    }

    private void storage() {
        if (from.unlogged() != to.unlogged()) {
            alter(to.unlogged() ? "SET UNLOGGED" : "SET LOGGED");
        }
        if (!Objects.equals(from.accessMethod(), to.accessMethod())) {
            alter("SET ACCESS METHOD " + orElse(to.accessMethod(), "heap"));
        }
        if (!Objects.equals(from.tablespace(), to.tablespace())) {
            alter("SET TABLESPACE " + orElse(to.tablespace(), "pg_default"));
        }
        String prefix = "ALTER " + Designation.of(to);
        statements.addAll(Parameters.change(prefix, from.options(), to.options()));
        if (from.foreign() != null && to.foreign() != null) {
            foreignOptions(from.foreign().options(), to.foreign().options());
        }
    }

    private void foreignOptions(List<String> old, List<String> wanted) {
        if (!old.equals(wanted)) {
            alter(ForeignOptions.changes(old, wanted).strip());
        }
    }

    /// What points to an index: `finish` says it for the new one.
    private void references() {
        if (!from.replicaIdentity().equals(to.replicaIdentity())) {
            statements.addAll(TableDdl.replicaIdentity(to));
        }
        if (from.clusteredOn() != null && to.clusteredOn() == null) {
            alter("SET WITHOUT CLUSTER");
        }
    }

    private void alter(String action) {
        statements.add(TableDdl.alter(to, action));
    }

    private String name() {
        return Designation.name(to.address());
    }

    private static String orElse(@Nullable String name, String usual) {
        return Identifiers.quote(name == null ? usual : name);
    }
}
