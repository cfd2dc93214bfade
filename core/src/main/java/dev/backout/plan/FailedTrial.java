package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.InverseFailure;
import dev.backout.observe.MigrationScript;
import dev.backout.observe.Observation;
import dev.backout.observe.StatementObservation;
import dev.backout.proof.Prover;
import dev.backout.proof.Replica;
import dev.backout.proof.Stations;
import dev.backout.proof.Subject;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Tries on replicas what can be done about a file of which only the first statements are in place:
/// to undo those, and to apply the rest. For one thread.
final class FailedTrial {
    /// Settings that change nothing about what a statement leads to.
    private static final Set<String> HARMLESS = Set.of("lock_timeout", "statement_timeout");

    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;
    private final List<Subject> base;
    private final String name;
    private final MigrationScript script;
    private final List<SqlStatement> work;
    private final Stations stations;
    private final ProgressFinder finder;
    private final Snapshot live;

    /// @param base the other migrations that are applied
    /// @param live the live schema, see [Surroundings#aligned]
    FailedTrial(
            ScratchServer server,
            ScratchOptions options,
            Ddl ddl,
            List<Subject> base,
            String name,
            MigrationScript script,
            Stations stations,
            ProgressFinder finder,
            Snapshot live) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
        this.base = base;
        this.name = name;
        this.script = script;
        this.work = script.work();
        this.stations = stations;
        this.finder = finder;
        this.live = live;
    }

    /// What came of trying to apply the rest.
    sealed interface Rest {
        /// It leads to where the whole file leads.
        record Found(List<Statement> statements, Rehearsal rehearsal) implements Rest {}

        /// It does not.
        record Refused(String why) implements Rest {}
    }

    /// An inverse of the first statements, proved as that of any migration.
    ///
    /// @param done how many are in place
    /// @param invalid indexes of the next statement that are there and invalid
    /// @param concurrently whether indexes are built and dropped outside of the transaction
    Undo undo(int done, List<Address> invalid, Map<Address, String> fills, boolean concurrently) {
        int upto = invalid.isEmpty() ? done : done + 1;
        List<Subject> history = new ArrayList<>(base);
        history.addAll(parts(work.subList(0, upto)));
        // Nobody is told of a proof: it is one of a part of the file.
        return new UndoFinder(server, options, ddl, concurrently, what -> {})
                .find(
                        new UndoRequest(
                                history,
                                base.size(),
                                history.size(),
                                Surroundings.withValid(live, invalid),
                                fills));
    }

    /// The statements after the first ones, tried on a reproduction of the live schema: in one
    /// transaction, and after it one by one what refuses one.
    ///
    /// @param invalid indexes that are there and invalid; they go when they are built anew
    Rest finish(int done, List<Address> invalid) {
        if (stations.statements().size() < work.size()) {
            return new Rest.Refused(
                    "%s fails on a scratch database, too"
                            .formatted(
                                    ProgressFinder.line(work.get(stations.statements().size()))));
        }
        List<LoneStatement> alone = new ArrayList<>();
        String refusal = alone(done, invalid, alone);
        if (refusal != null) {
            return new Rest.Refused(refusal);
        }
        try (Replica replica = new Replica(server, options)) {
            Prover prover = new Prover(replica, ddl);
            prover.replay(base);
            prover.replay(parts(work.subList(0, done)));
            Snapshot target = Surroundings.withValid(live, invalid);
            if (!Reproduction.of(replica, ddl, target, changes())) {
                return new Rest.Refused(
                        "the live schema could not be reproduced on a scratch database");
            }
            return finish(replica, rest(done), alone, invalid);
        }
    }

    /// Finds the statements of the rest that have to run on their own.
    ///
    /// @param found gets them
    /// @return why they cannot, or null
    private @Nullable String alone(int done, List<Address> invalid, List<LoneStatement> found) {
        for (int i = done; i < work.size(); i++) {
            if (!LoneStatements.alone(work.get(i))) {
                continue;
            }
            LoneStatement lone = new LoneStatements(ddl).of(stations.statements().get(i));
            if (lone == null) {
                return "nothing would tell whether this happened: "
                        + ProgressFinder.line(work.get(i));
            }
            found.add(lone);
        }
        for (Address index : invalid) {
            if (found.stream().noneMatch(lone -> index.equals(lone.object()))) {
                return "%s is invalid and has to go first".formatted(index.title());
            }
        }
        Set<String> settings = new TreeSet<>(script.settings());
        settings.removeAll(HARMLESS);
        return found.isEmpty() || settings.isEmpty()
                ? null
                : "it sets %s, which would not hold for what refuses a transaction"
                        .formatted(String.join(", ", settings));
    }

    private Rest finish(
            Replica replica,
            List<Statement> rest,
            List<LoneStatement> alone,
            List<Address> invalid) {
        Snapshot start = replica.catalog();
        Observation way;
        Snapshot between;
        try {
            way = replica.rehearse(rest);
            between = replica.catalog();
            for (LoneStatement lone : alone) {
                clear(replica, lone, invalid);
                replica.alone(new Statement(lone.sql()));
            }
        } catch (InverseFailure failure) {
            return new Rest.Refused("the server refuses the rest: " + failure.getMessage());
        }
        Snapshot end = alone.isEmpty() ? between : replica.refresh();
        List<Change> left =
                SchemaDiff.byName(stations.states().getLast(), end).stream()
                        .filter(finder::touches)
                        .toList();
        return left.isEmpty()
                ? new Rest.Found(
                        rest,
                        new Rehearsal(start, end, way, rest, between, alone, List.of(), List.of()))
                : new Rest.Refused(
                        "with the rest applied, " + ChangeText.differences(left).getFirst());
    }

    /// An invalid index was reproduced as a valid one, and goes before it is built, as on the live
    /// database.
    private static void clear(Replica replica, LoneStatement lone, List<Address> invalid) {
        Address index = lone.object();
        if (index != null
                && lone.goal() == LoneStatement.Goal.INDEX_VALID
                && invalid.contains(index)) {
            replica.alone(
                    Statement.of("DROP INDEX CONCURRENTLY %s", Identifiers.dotted(index.path())));
        }
    }

    /// What shares a transaction. Settings that earlier statements made hold for it as well.
    private List<Statement> rest(int done) {
        List<Statement> rest = new ArrayList<>();
        for (SqlStatement statement : work.subList(0, done)) {
            if (statement.beginsWith("SET")) {
                rest.add(new Statement(statement.sql()));
            }
        }
        work.subList(done, work.size()).stream()
                .filter(statement -> !LoneStatements.alone(statement))
                .forEach(statement -> rest.add(new Statement(statement.sql())));
        return rest;
    }

    /// The statements as one file, or each as a file of its own when one of them cannot share a
    /// transaction.
    private List<Subject> parts(List<SqlStatement> statements) {
        StringBuilder text = new StringBuilder();
        List<Subject> single = new ArrayList<>();
        boolean alone = false;
        for (SqlStatement statement : statements) {
            text.append(statement.sql()).append(";\n");
            single.add(new Subject(name, statement.sql() + ";\n", null));
            alone |= standsAlone(statement);
        }
        return alone || text.isEmpty() ? single : List.of(new Subject(name, text.toString(), null));
    }

    /// What refuses a transaction, and a new enum value that later statements may use.
    private static boolean standsAlone(SqlStatement statement) {
        List<String> words = statement.firstKeywords(6);
        return LoneStatements.alone(statement)
                || (words.size() > 1
                        && words.getFirst().equals("ALTER")
                        && words.get(1).equals("TYPE"));
    }

    private List<Change> changes() {
        return stations.statements().stream()
                .map(StatementObservation::changes)
                .flatMap(List::stream)
                .toList();
    }
}
