package dev.backout.report;

import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.JournalLine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happened when, from the migration to the end of the run.
///
/// @param account of which run
/// @param mask what is not shown of server messages
record Timeline(Account account, Mask mask) {
    private record Event(Instant at, Line text) {}

    List<Block> blocks() {
        List<Event> events = new ArrayList<>();
        for (Account.Migration migration : account.migrations()) {
            if (migration.applied() != null) {
                events.add(
                        new Event(
                                migration.applied(),
                                Line.ofCode(migration.name()).plain(" was applied")));
            }
        }
        events.add(
                new Event(
                        account.file().plan().made(),
                        Line.of("the plan ")
                                .code(Summary.shortHash(account.run()))
                                .plain(" was made")));
        if (account.lines().isEmpty()) {
            addWithoutJournal(events);
        }
        // What was noted on the way is plotted.
        account.lines().stream()
                .filter(line -> line.entry().event() != JournalEvent.NOTED)
                .forEach(line -> events.add(new Event(line.at(), text(line))));
        events.sort(Comparator.comparing(Event::at));
        List<List<Line>> rows = new ArrayList<>();
        events.forEach(event -> rows.add(List.of(Line.of(Times.text(event.at())), event.text())));
        return List.of(new Block.Table(List.of("time", "what happened"), rows));
    }

    private void addWithoutJournal(List<Event> events) {
        events.add(new Event(account.run().began(), Line.of("the run began")));
        Instant ended = account.ended();
        if (ended != null) {
            events.add(new Event(ended, Line.of("the run ended")));
        }
    }

    private Line text(JournalLine line) {
        JournalEntry entry = line.entry();
        Line text = event(entry.event(), line);
        Duration took = entry.took();
        if (took != null && !took.isZero()) {
            text = text.plain(preposition(entry.event()) + Times.text(took));
        }
        String message = mask.message(entry.message()).replace("\n", "; ");
        return message.isEmpty() ? text : text.plain(": ").prose(message);
    }

    private Line event(JournalEvent event, JournalLine line) {
        String who = line.operator().text();
        JournalEntry entry = line.entry();
        String step = entry.step() == null ? "the run" : "step %d ".formatted(entry.step());
        Line what = entry.step() == null ? Line.of(step) : Line.of(step).code(entry.title());
        return switch (event) {
            case BEGUN -> Line.of("the run began, by ").code(who);
            case RESUMED -> Line.of("the run was resumed, by ").code(who);
            case ABORTING -> Line.of("the run is given up, by ").code(who);
            case ENDED -> Line.of("the run ended");
            case PUT_BACK -> Line.of("what was set aside was put back, by ").code(who);
            case TOLD -> Line.of("told");
            case NOT_TOLD -> Line.of("could not tell");
            case TERMINATED -> Line.of("sessions of others were ended, by ").code(who);
            case INTENDED -> what.plain(" is about to be done");
            case NOTED -> what.plain(" found until then");
            case WAITED -> what.plain(" waited");
            case DONE -> what.plain(" was done");
            case FAILED -> what.plain(" failed");
            case DIAGNOSED -> what.plain(" was looked into");
            case PROBED -> what.plain(" was looked for");
            case UNDONE -> what.plain(" was undone");
            case NOT_UNDONE -> what.plain(" could not be undone");
            case KEPT -> what.plain(" stays");
        };
    }

    private static String preposition(JournalEvent event) {
        return switch (event) {
            case WAITED -> " for ";
            case FAILED, NOT_UNDONE -> " after ";
            case BEGUN,
                    RESUMED,
                    INTENDED,
                    DONE,
                    PROBED,
                    ABORTING,
                    UNDONE,
                    KEPT,
                    TERMINATED,
                    DIAGNOSED,
                    PUT_BACK,
                    NOTED,
                    TOLD,
                    NOT_TOLD,
                    ENDED ->
                    " in ";
        };
    }
}
