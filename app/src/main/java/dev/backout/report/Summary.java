package dev.backout.report;

import dev.backout.journal.RunRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Who did what, where and when.
///
/// @param account of which run
record Summary(Account account) {
    private static final int HASH = 12;

    List<Block> blocks() {
        RunRecord run = account.run();
        List<List<Line>> rows = new ArrayList<>();
        if (account.incident() != null) {
            rows.add(row("incident", Line.ofCode(account.incident())));
        }
        rows.add(row("run", Line.ofCode(run.id()).plain(", ").code(run.state().word())));
        rows.add(row("database", Line.ofCode(account.place())));
        rows.add(row("migrations", Line.of("").codes(run.migrations())));
        rows.add(
                row(
                        "carried out by",
                        Line.ofCode(run.operator().text())
                                .plain(", as role ")
                                .code(run.databaseUser())));
        rows.add(
                row(
                        "plan",
                        Line.ofCode(shortHash(run))
                                .plain(" of " + Times.text(account.file().plan().made()))));
        rows.add(row("began", Line.of(Times.text(run.began()))));
        Instant ended = account.ended();
        rows.add(row("ended", Line.of(ended == null ? "not yet" : Times.text(ended))));
        if (run.took() != null) {
            rows.add(row("took", Line.of(Times.text(run.took()))));
        }
        rows.add(row("data", Line.ofCode(account.file().plan().data())));
        return List.of(new Block.Table(List.of("what", "value"), rows));
    }

    static String shortHash(RunRecord run) {
        return run.planHash().substring(0, Math.min(HASH, run.planHash().length()));
    }

    private static List<Line> row(String name, Line value) {
        return List.of(Line.of(name), value);
    }
}
