package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Triggers that no migration made, of tables whose rows an inverse writes. They have to keep still
/// as those of the history do: what returns is not something that happens.
///
/// @param triggers those that can
/// @param obstacles those that cannot, as half sentences
record HandmadeTriggers(List<Trigger> triggers, List<String> obstacles) {
    /// How our own statements begin that can write rows.
    private static final Pattern WRITING =
            Pattern.compile("(INSERT|UPDATE|DELETE|TRUNCATE|WITH|DO|SELECT)\\b.*", Pattern.DOTALL);

    HandmadeTriggers {
        triggers = List.copyOf(triggers);
        obstacles = List.copyOf(obstacles);
    }

    /// Finds them.
    ///
    /// @param full what the history leads to
    /// @param without what it leads to without the migrations that are undone
    /// @param live the live schema
    /// @param statements the inverse
    static HandmadeTriggers of(
            Snapshot full, Snapshot without, Snapshot live, List<Statement> statements) {
        List<String> writing =
                statements.stream()
                        .map(Statement::sql)
                        .filter(sql -> WRITING.matcher(sql).matches())
                        .toList();
        List<Trigger> triggers = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        for (Entry entry : live.entries()) {
            if (entry.object() instanceof Trigger trigger
                    && fires(trigger)
                    && !knows(full, trigger)) {
                // A table that gets another name is written under that one.
                boolean renamed = without.find(trigger.address().table()) == null;
                if (renamed && !writing.isEmpty()) {
                    obstacles.add(
                            "%s was made by hand and would fire for rows that return: ALTER TABLE %s DISABLE TRIGGER %s beforehand"
                                    .formatted(
                                            trigger.address().title(),
                                            Identifiers.dotted(trigger.address().table().path()),
                                            Identifiers.quote(trigger.address().name())));
                } else if (writes(writing, trigger.address().table())) {
                    triggers.add(trigger);
                }
            }
        }
        return new HandmadeTriggers(triggers, obstacles);
    }

    /// The same work while they keep still. Where a run is followed on a scratch database, so that
    /// it can be undone, nobody made them.
    List<Statement> stillDuring(List<Statement> work) {
        if (triggers.isEmpty()) {
            return work;
        }
        List<Statement> all = new ArrayList<>();
        triggers.forEach(trigger -> all.add(alter(trigger, TriggerState.DISABLED)));
        all.addAll(work);
        // A table with pending events refuses to be altered.
        all.add(new Statement("SET CONSTRAINTS ALL IMMEDIATE"));
        triggers.forEach(trigger -> all.add(alter(trigger, trigger.state())));
        return all;
    }

    private static Statement alter(Trigger trigger, TriggerState state) {
        String sql =
                "BEGIN ALTER TABLE %s %s TRIGGER %s; EXCEPTION WHEN undefined_object THEN NULL; END"
                        .formatted(
                                Identifiers.dotted(trigger.address().table().path()),
                                state.sql(),
                                Identifiers.quote(trigger.address().name()));
        return new Statement("DO " + Identifiers.literal(sql));
    }

    private static boolean fires(Trigger trigger) {
        return !trigger.inherited() && trigger.state() != TriggerState.DISABLED;
    }

    private static boolean knows(Snapshot full, Trigger trigger) {
        Entry known = full.find(trigger.address());
        return known != null && known.object() instanceof Trigger same && fires(same);
    }

    /// A name that is part of a longer one only stills a trigger for a moment that need not be.
    private static boolean writes(List<String> statements, Address table) {
        String name = Identifiers.dotted(table.path());
        return statements.stream().anyMatch(sql -> sql.contains(name));
    }
}
