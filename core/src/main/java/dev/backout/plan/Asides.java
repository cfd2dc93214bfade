package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.inverse.InverseFailure;
import dev.backout.observe.Observation;
import dev.backout.proof.Replica;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Index;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.vault.merge.Fill;
import dev.backout.vault.merge.Later;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Rehearses an undo, with statements that build or drop indexes taken out of its transaction when
/// that is wanted: they then run one by one afterwards, concurrently, and no writer waits for them.
/// Immutable.
///
/// @param ddl the statements of the database product, by which those of indexes are known again
/// @param concurrently whether that is wanted
record Asides(Ddl ddl, boolean concurrently) {
    private static final String INDEX = "INDEX ";
    private static final String CONCURRENT = "INDEX CONCURRENTLY ";

    /// Carries the undo out on a replica of the live schema.
    ///
    /// @param changes what the migrations did
    /// @param moved what comes back from the vault as it is, and what of it can wait
    /// @throws InverseFailure when the server refuses a statement
    Rehearsal rehearse(
            Replica replica,
            List<Statement> statements,
            List<Change> changes,
            UndoFinder.Moved moved) {
        replica.refill();
        Later later = moved.later();
        Map<Integer, List<LoneStatement>> aside = aside(statements, changes, later);
        Set<String> filling = new HashSet<>();
        for (Fill fill : later.fills()) {
            filling.addAll(fill.batch());
            filling.addAll(fill.end());
        }
        List<Statement> together = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            if (!aside.containsKey(i) && !filling.contains(statements.get(i).sql())) {
                together.add(statements.get(i));
            }
        }
        Snapshot start = replica.catalog();
        List<Unit> stored = replica.hidden(moved.places());
        Observation way = replica.rehearse(together);
        Snapshot between = replica.catalog();
        for (Fill fill : later.fills()) {
            replica.apply(
                    Stream.concat(fill.batch().stream(), fill.end().stream())
                            .map(Statement::new)
                            .toList());
        }
        List<LoneStatement> alone = new ArrayList<>();
        for (LoneStatement lone : inOrder(aside)) {
            // An index goes with its column, and then nothing is left to drop.
            if (lone.goal() != LoneStatement.Goal.INDEX_GONE
                    || (lone.object() != null && between.find(lone.object()) != null)) {
                replica.alone(new Statement(lone.sql()));
                alone.add(lone);
            }
        }
        Snapshot end = alone.isEmpty() ? between : replica.refresh();
        return new Rehearsal(start, end, way, together, between, alone, later.fills(), stored);
    }

    /// A default that a person gave goes when nothing can be missing any more.
    private static List<LoneStatement> inOrder(Map<Integer, List<LoneStatement>> aside) {
        return aside.values().stream()
                .flatMap(List::stream)
                .sorted(
                        Comparator.comparing(
                                lone -> lone.goal() == LoneStatement.Goal.COLUMN_WITHOUT_DEFAULT))
                .toList();
    }

    private Map<Integer, List<LoneStatement>> aside(
            List<Statement> statements, List<Change> changes, Later later) {
        List<String> texts = statements.stream().map(Statement::sql).toList();
        Map<Integer, List<LoneStatement>> aside = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String sql = texts.get(i);
            Address constraint = later.validations().get(sql);
            if (constraint != null) {
                put(
                        aside,
                        i,
                        new LoneStatement(
                                sql, LoneStatement.Goal.CONSTRAINT_VALID, constraint, "", ""));
            } else if (later.aside().contains(sql)) {
                put(aside, i, new LoneStatement(sql, LoneStatement.Goal.REPEATABLE, null, "", ""));
            }
        }
        new FillAsides(ddl, later)
                .of(changes)
                .forEach((sql, alone) -> put(aside, texts.indexOf(sql), alone));
        for (Change change : changes) {
            switch (change) {
                case Change.Dropped(var entry) -> {
                    if (simple(entry.object()) && waits((Index) entry.object(), later)) {
                        String create = create(entry.object());
                        put(aside, texts.indexOf(create), built((Index) entry.object(), create));
                    }
                }
                case Change.Created(var entry) -> {
                    if (concurrently && simple(entry.object())) {
                        String drop = drop(entry.object());
                        put(aside, texts.indexOf(drop), dropped((Index) entry.object(), drop));
                    }
                }
                case Change.Altered _ -> {}
            }
        }
        return aside;
    }

    /// What has to be unique is guarded from the beginning, unless its values come later.
    private boolean waits(Index index, Later later) {
        return concurrently
                || (later.tables().contains(index.table())
                        && (!index.unique() || later.filled().contains(index.table())));
    }

    private static void put(
            Map<Integer, List<LoneStatement>> aside, int place, LoneStatement... alone) {
        if (place >= 0) {
            aside.put(place, List.of(alone));
        }
    }

    private static void put(
            Map<Integer, List<LoneStatement>> aside, int place, List<LoneStatement> alone) {
        if (place >= 0) {
            aside.put(place, alone);
        }
    }

    /// One statement makes it, and the server makes it concurrently.
    private boolean simple(DbObject object) {
        return object instanceof Index index
                && index.partitionOf() == null
                && index.valid()
                && index.standing().comment() == null
                && ddl.of(index).create(index, List.of()).size() == 1
                && !create(index).contains(" ON ONLY ");
    }

    private String create(DbObject index) {
        return ddl.of(index).create(index, List.of()).getFirst().sql();
    }

    private String drop(DbObject index) {
        return ddl.of(index).drop(index).sql();
    }

    private LoneStatement built(Index index, String create) {
        return new LoneStatement(
                concurrent(create),
                LoneStatement.Goal.INDEX_VALID,
                index.address(),
                "",
                concurrent(drop(index)));
    }

    private LoneStatement dropped(Index index, String drop) {
        return new LoneStatement(
                concurrent(drop),
                LoneStatement.Goal.INDEX_GONE,
                index.address(),
                "",
                concurrent(create(index)));
    }

    /// The same statement about an index, concurrently.
    static String concurrent(String sql) {
        int place = sql.indexOf(INDEX) + INDEX.length();
        return sql.substring(0, place - INDEX.length()) + CONCURRENT + sql.substring(place);
    }
}
