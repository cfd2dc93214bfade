package dev.backout.cli;

import dev.backout.plan.Plan;
import dev.backout.plan.Strategy;
import dev.backout.vault.merge.Fill;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The SQL of a plan as lines for people: what they have to see is whole, what nobody reads at
/// night is counted.
final class PlanSql {
    private static final int MOST_LINES = 24;
    private static final int FIRST_LINES = 4;
    private static final int MOST_MERGING = 2;

    /// How statements begin that write rows, or make and drop what that needs in the vault.
    private static final Pattern MERGING =
            Pattern.compile(
                    "(INSERT|UPDATE|DELETE|WITH|DO|ANALYZE|LOCK|SET|SELECT)\\b|(CREATE|DROP)"
                        + " (TABLE|FUNCTION|SEQUENCE) \\S+\\.(back|returned|filling)_\\d+|(CREATE"
                        + " INDEX|REVOKE ALL) ON (FUNCTION )?\\S+\\.filling_|CREATE TRIGGER"
                        + " backout_fill_|ALTER TABLE .* TRIGGER backout_fill_");

    private final Plan plan;
    private final List<String> lines = new ArrayList<>();

    private PlanSql(Plan plan) {
        this.plan = plan;
    }

    /// All of it; none where nothing is run.
    static List<String> lines(Plan plan) {
        PlanSql sql = new PlanSql(plan);
        List<String> statements = sql.statements();
        if (!statements.isEmpty()) {
            sql.transaction(statements);
            sql.afterwards();
        }
        return List.copyOf(sql.lines);
    }

    private List<String> statements() {
        return switch (plan.strategy()) {
            case Strategy.RevertCommit() -> List.of();
            case Strategy.LeaveInPlace(List<String> cleanup) -> cleanup;
            case Strategy.Inverse(), Strategy.Finish(), Strategy.Mark(), Strategy.Redo _ ->
                    plan.statements();
        };
    }

    private void transaction(List<String> statements) {
        lines.add("");
        lines.add(
                plan.strategy().runs()
                        ? "SQL, one transaction:"
                        : "clean-up for later, when nothing uses it any more:");
        List<String> merging = new ArrayList<>();
        for (String statement : statements) {
            if (!plan.vault().captures().isEmpty() && MERGING.matcher(statement).lookingAt()) {
                merging.add(statement);
            } else {
                merge(merging);
                lines.addAll(shown(statement));
            }
        }
        merge(merging);
        lines.add("");
    }

    private void afterwards() {
        for (Fill fill : plan.online().fills()) {
            lines.add("SQL, in batches by the key, each a transaction of its own:");
            lines.add(
                    "  -- %d statements fill rows of %s, whole in the plan file"
                            .formatted(fill.batch().size(), fill.column().text()));
            lines.add("");
        }
        if (!plan.afterwards().isEmpty()) {
            lines.add("SQL, afterwards, each on its own (writes go on meanwhile):");
            plan.afterwards().forEach(lone -> lines.add("  " + lone.sql() + ";"));
            lines.add("");
        }
    }

    /// What brings rows back is longer than anybody reads at night; what returns stands above.
    private void merge(List<String> statements) {
        if (statements.size() <= MOST_MERGING) {
            statements.forEach(statement -> lines.addAll(shown(statement)));
        } else {
            lines.add(
                    "  -- %d statements bring back and merge what the vault holds, whole in the plan file"
                            .formatted(statements.size()));
        }
        statements.clear();
    }

    private static List<String> shown(String statement) {
        List<String> all = (statement + ";").lines().map(line -> "  " + line).toList();
        if (all.size() <= MOST_LINES) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, FIRST_LINES));
        some.add(
                "    -- %d more lines, whole in the plan file".formatted(all.size() - FIRST_LINES));
        return some;
    }
}
