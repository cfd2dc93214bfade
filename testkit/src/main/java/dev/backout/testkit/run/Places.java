package dev.backout.testkit.run;

import dev.backout.journal.Operator;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.run.JournalCopy;
import dev.backout.run.RunEvent;
import dev.backout.run.RunPlace;
import dev.backout.run.RunSettings;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where tests carry plans out: nothing outside of the database, no copy of the journal, and plans
/// that are found again by their text, without the JSON that the command line writes.
public final class Places {
    private static final Map<String, PlanFile> PLANS = new ConcurrentHashMap<>();

    private Places() {}

    /// A plan as if it had been read from a file.
    public static PlanFile file(Plan plan) {
        String hash = "hash-of-" + Integer.toHexString(plan.hashCode());
        PlanFile file = new PlanFile(plan, hash, "{\"plan\": \"%s\"}".formatted(hash));
        PLANS.put(file.json(), file);
        return file;
    }

    /// The plan of a text that [#file] made.
    public static PlanFile parse(String json) {
        PlanFile file = PLANS.get(json);
        if (file == null) {
            throw new IllegalArgumentException("no test made the plan " + json);
        }
        return file;
    }

    /// A place for the tests' own tool and settings.
    public static RunPlace plain(
            Supplier<Connection> connections,
            MigrationTool tool,
            RunSettings settings,
            Operator operator,
            Consumer<RunEvent> listener) {
        return new RunPlace(
                connections,
                tool,
                settings,
                operator,
                Places::parse,
                List.of(),
                JournalCopy.NONE,
                listener);
    }
}
