package dev.backout.run;

import dev.backout.journal.Operator;
import dev.backout.journal.Step;
import dev.backout.migration.MigrationTool;
import dev.backout.plan.PlanFile;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Where and for whom runs are carried out, and what they need from outside of core.
///
/// @param connections opens sessions of the role that runs the migrations, in autocommit mode; not
///   through a transaction pooler
/// @param tool whose history the plans are about
/// @param settings how a run behaves towards others
/// @param operator who it is journalled for
/// @param plans makes a plan of the text that a run's record keeps
/// @param outside what can do steps outside of the database
/// @param copy where the journal is copied to
/// @param listener told of what happens, [RunEvent.Blocked] from another thread
public record RunPlace(
        Supplier<Connection> connections,
        MigrationTool tool,
        RunSettings settings,
        Operator operator,
        Function<String, PlanFile> plans,
        List<OutsideWork> outside,
        JournalCopy copy,
        Consumer<RunEvent> listener) {
    /// Copies the list.
    public RunPlace {
        outside = List.copyOf(outside);
    }

    /// What can do a step outside of the database.
    ///
    /// @throws dev.backout.error.BackoutException `journal-invalid` when nobody here can
    OutsideWork work(Step.Outside step) {
        return OutsideWork.of(step, outside);
    }

    /// With another copy of the journal.
    public RunPlace with(JournalCopy other) {
        return new RunPlace(connections, tool, settings, operator, plans, outside, other, listener);
    }
}
