package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.platform.Boundary;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.DbObject;
import dev.backout.schema.DependencyGraph;
import dev.backout.schema.Entry;
import dev.backout.schema.Extension;
import dev.backout.schema.Index;
import dev.backout.schema.Member;
import dev.backout.schema.MemberGrants;
import dev.backout.schema.Schema;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What of a live schema no scratch database can or need have. Pure.
final class Surroundings {
    private Surroundings() {}

    /// The live schema with the extensions and schemas that the history has too as they are there:
    /// who owns schema `public` or an extension, and which version of it is installed, is decided
    /// by who runs the server. So are privileges on what belongs to an extension, but where the
    /// history gave or took some: there the live ones count.
    ///
    /// What a platform has put into it is as the history's scratch database has it.
    static Snapshot aligned(Snapshot database, Snapshot history) {
        Snapshot live = Boundary.aligned(database, history);
        List<Unit> fresh = new ArrayList<>();
        for (Unit unit : live.units().values()) {
            Entry entry = unit.entries().getFirst();
            Entry other = history.find(entry.address());
            DbObject there = other == null ? entry.object() : ofTheServer(entry, other);
            if (!there.equals(entry.object())) {
                List<Entry> entries = new ArrayList<>(unit.entries());
                entries.set(0, new Entry(entry.id(), there));
                fresh.add(new Unit(unit.root(), entries, unit.dependencies()));
            }
        }
        return fresh.isEmpty() ? live : live.with(List.of(), fresh);
    }

    /// What a scratch database's ordinary role may not grant, whoever runs the live server may
    /// have.
    private static List<MemberGrants> members(Extension live, Extension history) {
        Set<Member> known =
                history.members().stream().map(MemberGrants::member).collect(Collectors.toSet());
        return live.members().stream().filter(one -> known.contains(one.member())).toList();
    }

    /// The live schema with these indexes as if they were valid: what becomes of an index that is
    /// dropped does not depend on that.
    static Snapshot withValid(Snapshot live, List<Address> indexes) {
        return with(live, indexes, true);
    }

    /// A schema with these indexes as a failed CREATE INDEX CONCURRENTLY leaves them.
    static Snapshot withInvalid(Snapshot schema, List<Address> indexes) {
        return with(schema, indexes, false);
    }

    /// A schema without these indexes.
    static Snapshot without(Snapshot schema, List<Address> indexes) {
        return schema.withoutObjects(
                schema.entries().stream()
                        .filter(one -> indexes.contains(one.address()))
                        .map(Entry::id)
                        .collect(Collectors.toSet()));
    }

    private static Snapshot with(Snapshot live, List<Address> indexes, boolean valid) {
        List<Unit> fresh = new ArrayList<>();
        for (Unit unit : live.units().values()) {
            if (unit.entries().stream().anyMatch(one -> indexes.contains(one.address()))) {
                List<Entry> entries =
                        unit.entries().stream()
                                .map(one ->
                                        indexes.contains(one.address()) ? with(one, valid) : one)
                                .toList();
                fresh.add(new Unit(unit.root(), entries, unit.dependencies()));
            }
        }
        return fresh.isEmpty() ? live : live.with(List.of(), fresh);
    }

    private static Entry with(Entry entry, boolean valid) {
        return entry.object() instanceof Index index
                ? new Entry(
                        entry.id(),
                        new Index(
                                index.address(),
                                index.table(),
                                index.definition(),
                                index.unique(),
                                valid,
                                index.partitionOf(),
                                index.tablespace(),
                                index.statistics(),
                                index.standing()))
                : entry;
    }

    private static DbObject ofTheServer(Entry live, Entry history) {
        return switch (live.object()) {
            case Extension extension when history.object() instanceof Extension other ->
                    other.withMembers(members(extension, other));
            case Schema _ -> history.object();
            default -> live.object();
        };
    }

    /// The live schema without what only it has and what has nothing to do with the objects that
    /// are touched, neither needing them nor needed by them.
    ///
    /// @param drift from the history to the live schema
    /// @param touched what the migrations changed
    static Snapshot reduced(Snapshot live, List<Change> drift, List<Change> touched) {
        Set<CatalogId> connected = connected(live, touched);
        Set<Address> madeByHand = new HashSet<>();
        for (Change change : drift) {
            if (change instanceof Change.Created(Entry entry)) {
                madeByHand.add(entry.address());
            }
        }
        return live.without(unit ->
                madeByHand.contains(unit.entries().getFirst().address())
                        && unit.entries().stream().noneMatch(e -> connected.contains(e.id())));
    }

    private static Set<CatalogId> connected(Snapshot live, List<Change> touched) {
        Set<CatalogId> ids = new HashSet<>();
        for (Change change : touched) {
            Entry entry = live.find(change.address());
            if (entry != null) {
                ids.add(entry.id());
            }
        }
        DependencyGraph graph = live.dependencies();
        ids.addAll(graph.dependents(ids));
        ids.addAll(graph.requirements(ids));
        return ids;
    }
}
