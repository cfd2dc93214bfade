package dev.backout.run;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;
import dev.backout.journal.Leases;
import dev.backout.journal.NumberedStep;
import dev.backout.journal.Step;
import dev.backout.plan.Expectation;
import dev.backout.plan.LiveQueries;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the database looks like when a step failed: which shape the schema has, who holds locks on
/// the tables of the plan, which transactions are open, and what earlier steps left to fall back
/// on. Each piece is got as far as it can be; no query text and no row is in it.
///
/// @param process whose step failed
record Diagnosis(RunProcess process) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 10;

    /// One line for each thing that was found, with a word in front of it.
    List<String> lines(BackoutException failure) {
        List<String> lines = new ArrayList<>();
        if (failure.getCause() instanceof StepFailure cause) {
            lines.add("server: " + cause.facts());
        }
        add(lines, "schema", this::shape);
        add(lines, "lock", this::locks);
        add(lines, "open", this::transactions);
        add(lines, "done", this::outside);
        return lines.stream().map(Diagnosis::first).toList();
    }

    /// What follows in a message, its DETAIL, may hold values of rows.
    private static String first(String line) {
        return line.lines().findFirst().orElse("");
    }

    /// A piece of it.
    @FunctionalInterface
    private interface Piece {
        List<String> read() throws SQLException;
    }

    private static void add(List<String> lines, String word, Piece piece) {
        try {
            piece.read().forEach(line -> lines.add(word + ": " + line));
        } catch (SQLException e) {
            lines.add("%s: not known, %s".formatted(word, SqlFailure.text(e)));
        } catch (BackoutException e) {
            lines.add("%s: not known, %s".formatted(word, e.getMessage()));
        }
    }

    private List<String> shape() {
        Plan plan = process.plan();
        Snapshot live = process.catalog();
        Set<Address> touched =
                Stream.of(plan.before(), plan.between(), plan.after())
                        .flatMap(List::stream)
                        .map(Expectation::address)
                        .collect(Collectors.toSet());
        Set<CatalogId> roots = Comparison.roots(touched, live);
        Comparison before = Comparison.of(plan.before(), live, roots);
        if (before.same()) {
            return List.of("every object of the plan is as it was before the run");
        }
        Comparison after = Comparison.of(plan.after(), live, roots);
        if (after.same()) {
            return List.of("every object of the plan is as the run has to leave it");
        }
        if (Comparison.of(plan.between(), live, roots).same()) {
            return List.of("the transaction is committed, what comes after it is not done");
        }
        return List.of(
                "held against the time before the run: " + PlanCheck.shortened(before.sinceThen()),
                "held against the end of the run: " + PlanCheck.shortened(after.notReached()));
    }

    private List<String> locks() throws SQLException {
        Set<String> tables = tables();
        if (tables.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows =
                ask(
                        Resource.text(Diagnosis.class, "locks.sql")
                                .formatted(String.join(", ", tables), ours(), MOST));
        if (rows == null) {
            return List.of("not known");
        }
        if (rows.isEmpty()) {
            return List.of("nobody else holds or wants one on the tables of the plan");
        }
        return rows.stream()
                .map(row ->
                        "%s %s %s on %s%s"
                                .formatted(
                                        who(row.subList(0, 4)),
                                        row.get(4).equals("t") ? "holds" : "waits for",
                                        row.get(5),
                                        Identifiers.dotted(row.subList(6, 8)),
                                        since(row.get(8))))
                .toList();
    }

    private List<String> transactions() throws SQLException {
        List<List<String>> rows =
                ask(Resource.text(Diagnosis.class, "transactions.sql").formatted(ours(), MOST));
        if (rows == null) {
            return List.of("not known");
        }
        return rows.stream().map(row -> who(row.subList(0, 4)) + since(row.get(4))).toList();
    }

    /// What the steps outside of the database left: a backup.
    private List<String> outside() {
        List<String> lines = new ArrayList<>();
        for (JournalLine line : process.lines()) {
            Integer number = line.entry().step();
            if (number != null
                    && line.entry().event() == JournalEvent.DONE
                    && step(number).step() instanceof Step.Outside) {
                lines.add("step %d, %s".formatted(number, line.entry().message()));
            }
        }
        return lines;
    }

    private NumberedStep step(int number) {
        return process.steps().get(number - 1);
    }

    private @Nullable List<List<String>> ask(String sql) throws SQLException {
        return new LiveQueries(process.watch(), PATIENCE, PATIENCE).ask(sql);
    }

    /// Our own sessions carry the run's name.
    private String ours() {
        return Identifiers.literal(Leases.application(process.run()));
    }

    /// The tables that the plan is about, as rows of SQL.
    private Set<String> tables() {
        Plan plan = process.plan();
        Set<Address> tables = new TreeSet<>();
        plan.locks().stream().map(PlannedLock::table).forEach(tables::add);
        Stream.of(plan.before(), plan.between(), plan.after())
                .flatMap(List::stream)
                .map(Expectation::address)
                .filter(address -> address.kind() == ObjectKind.TABLE)
                .forEach(tables::add);
        return tables.stream()
                .map(table ->
                        "(%s, %s)"
                                .formatted(
                                        Identifiers.literal(table.first()),
                                        Identifiers.literal(table.name())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String who(List<String> row) {
        Duration age = row.get(3).isEmpty() ? null : seconds(row.get(3));
        int pid = row.get(0).isEmpty() ? 0 : Integer.parseInt(row.get(0));
        return new Blocker(pid, row.get(1), row.get(2), age).text();
    }

    private static String since(String seconds) {
        return seconds.isEmpty()
                ? ""
                : ", in a transaction of %d s".formatted(seconds(seconds).toSeconds());
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
