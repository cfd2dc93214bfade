package dev.backout.check;

import dev.backout.migration.DirectoryProblem;
import dev.backout.proof.Verdict;
import dev.backout.schema.Address;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What `check` found.
///
/// @param location where the migrations were read
/// @param server the scratch server, for people
/// @param known how many migrations the directory has
/// @param migrations those that were checked, in order
/// @param problems what is odd about the directory
/// @param took how long it took
public record CheckReport(
        String location,
        String server,
        int known,
        List<CheckedMigration> migrations,
        List<DirectoryProblem> problems,
        Duration took) {
    /// Copies the lists.
    public CheckReport {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    /// Whether everything runs, meets the policy and can be deployed.
    public boolean passed() {
        return migrations.stream().allMatch(m -> m.runs() && m.breaches().isEmpty())
                && problems.stream().noneMatch(p -> p.kind().wrong());
    }

    /// How many migrations are of a sort.
    public long count(Predicate<CheckedMigration> sort) {
        return migrations.stream().filter(sort).count();
    }

    /// Tables that got made-up rows at least once.
    public Set<Address> filled() {
        Set<Address> filled = new HashSet<>();
        migrations.forEach(migration -> filled.addAll(migration.proof().rows().filled()));
        return filled;
    }

    /// Tables that were to get made-up rows and never took one.
    public Set<Address> unfilled() {
        Set<Address> unfilled = new HashSet<>();
        migrations.forEach(migration -> unfilled.addAll(migration.proof().rows().unfilled()));
        unfilled.removeAll(filled());
        return unfilled;
    }

    /// How many have a proved inverse.
    public long proved() {
        return count(migration -> migration.proof().verdict() instanceof Verdict.Proved);
    }
}
