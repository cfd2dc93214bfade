package dev.backout.inverse;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.Naming;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The first stage of an inverse: whatever still exists gets its earlier name back. It comes first
/// because the texts of views, indexes and constraints follow a rename by themselves; what still
/// differs afterwards differs for real.
final class Renames {
    private static final String TEMPORARY = "_backout";

    private final Ddl ddl;
    private final Map<Address, DbObject> taken = new HashMap<>();
    private final List<Statement> statements = new ArrayList<>();

    private Renames(Ddl ddl, Snapshot current) {
        this.ddl = ddl;
        current.byAddress().forEach((address, entry) -> taken.put(address, entry.object()));
    }

    /// The statements that rename back; empty when nothing was renamed.
    static List<Statement> plan(Snapshot before, Snapshot current, Ddl ddl) {
        List<Rename> found = new ArrayList<>();
        for (Change change : SchemaDiff.byIdentity(before, current)) {
            if (change instanceof Change.Altered(Entry then, Entry now)
                    && then.id().equals(now.id())) {
                Rename rename = Rename.of(now, then, before, current);
                if (rename != null) {
                    found.add(rename);
                }
            }
        }
        if (found.isEmpty()) {
            return List.of();
        }
        Renames renames = new Renames(ddl, current);
        renames.createSchemas(found, before, current);
        found.sort(
                Comparator.comparing(Rename::followsTable)
                        .thenComparing((Rename rename) -> rename.to));
        renames.run(found.stream().filter(rename -> !rename.isPart()).toList());
        List<Rename> parts = found.stream().filter(Rename::isPart).toList();
        parts.forEach(renames::follow);
        renames.run(parts);
        return renames.statements;
    }

    /// What moves back into a schema that is gone needs it first.
    private void createSchemas(List<Rename> found, Snapshot before, Snapshot current) {
        found.stream()
                .filter(rename -> Naming.livesInSchema(rename.to.kind()))
                .map(rename -> Address.of(ObjectKind.SCHEMA, rename.to.first()))
                .distinct()
                .filter(schema -> current.find(schema) == null)
                .filter(schema -> found.stream().noneMatch(rename -> rename.to.equals(schema)))
                .map(before::find)
                .flatMap(Stream::ofNullable)
                .map(Entry::object)
                .forEach(schema -> statements.addAll(create(schema)));
    }

    private <T extends DbObject> List<Statement> create(T object) {
        return ddl.of(object).create(object, List.of());
    }

    /// A part of a renamed table is found at the table's earlier name from here on.
    private void follow(Rename part) {
        taken.remove(part.object.address());
        taken.put(part.from, part.object);
    }

    private void run(List<Rename> renames) {
        List<Rename> open = new ArrayList<>(renames);
        while (!open.isEmpty()) {
            Rename free = open.stream().filter(r -> occupant(r) == null).findFirst().orElse(null);
            if (free == null) {
                evade(open);
            } else {
                rename(free.object, free.from, free.to);
                open.remove(free);
            }
        }
    }

    private @Nullable Address occupant(Rename rename) {
        return taken.entrySet().stream()
                .filter(one -> !one.getKey().equals(rename.from))
                .filter(one ->
                        Naming.collide(one.getValue(), one.getKey(), rename.object, rename.to))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// Moves what has the first wanted name out of the way, under a name that nobody has: a table
    /// that is to be dropped later, or the other half of a swap of names.
    private void evade(List<Rename> open) {
        Address occupant = occupant(open.getFirst());
        DbObject object = occupant == null ? null : taken.get(occupant);
        if (occupant == null || object == null) {
            throw new IllegalStateException("nothing has the name " + open.getFirst().to);
        }
        Address aside = Naming.named(occupant, freeName(occupant));
        rename(object, occupant, aside);
        open.stream()
                .filter(rename -> rename.from.equals(occupant))
                .forEach(rename -> rename.from = aside);
    }

    private String freeName(Address occupant) {
        String name = Naming.ownName(occupant) + TEMPORARY;
        while (taken.containsKey(Naming.named(occupant, name))) {
            name += "_";
        }
        return name;
    }

    private void rename(DbObject object, Address from, Address to) {
        statements.addAll(ddl.of(object).rename(object, from, to));
        taken.remove(from);
        taken.put(to, object);
    }
}
