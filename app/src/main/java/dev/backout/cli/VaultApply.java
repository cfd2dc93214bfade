package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.Operator;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.vault.PutBack;
import dev.backout.vault.SetAside;
import dev.backout.vault.Vault;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `backout vault apply`: rows that were set aside are tried again, after somebody has mended what
/// was in their way.
///
/// @param preferKept whether what was kept takes the place of what is live
record VaultApply(Shell shell, Site site, boolean preferKept, boolean dryRun, boolean json) {
    /// Tries them.
    ///
    /// @param capture only those of this one; null for all
    /// @param table only those of this one, as `schema.name`; null for all
    /// @param consent asks a person, once it is known that there is something to do
    /// @return whether none stays
    ExitCode run(
            Connection connection, @Nullable Long capture, @Nullable String table, Runnable consent)
            throws SQLException {
        Vault vault = new Vault(site.records());
        String wanted = table == null || table.contains(".") ? table : "public." + table;
        List<SetAside> rows = SetAside.open(connection, vault, capture, wanted);
        if (rows.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CAPTURE_UNKNOWN,
                    "nothing is set aside of %s"
                            .formatted(capture == null ? wanted : "capture " + capture),
                    "backout vault list tells what there is");
        }
        insistOnNoRun(connection);
        if (!dryRun) {
            consent.run();
        }
        Operator operator = Operator.of(shell.environment());
        List<PutBack.Outcome> outcomes =
                new PutBack(vault, connection, preferKept)
                        .apply(
                                rows,
                                operator.text(),
                                site.target().lockTimeout(),
                                dryRun,
                                done -> write(connection, operator, done));
        print(outcomes);
        return outcomes.stream().allMatch(PutBack.Outcome::done) ? ExitCode.DONE : ExitCode.NO;
    }

    private void insistOnNoRun(Connection connection) {
        for (RunRecord run : new RunRecords(site.records()).list(connection)) {
            if (run.state().open()) {
                throw BackoutException.of(
                        ErrorCode.LOCKED,
                        "run %s is %s, and may set rows aside itself"
                                .formatted(run.id(), run.state().word()),
                        "nothing was changed; backout resume %s, or backout abort %s"
                                .formatted(run.id(), run.id()));
            }
        }
    }

    /// A line in the journal of each run that had set rows aside.
    private void write(Connection connection, Operator operator, List<PutBack.Outcome> outcomes)
            throws SQLException {
        Set<String> runs =
                new RunRecords(site.records())
                        .list(connection).stream().map(RunRecord::id).collect(Collectors.toSet());
        Map<String, Long> done =
                outcomes.stream()
                        .filter(PutBack.Outcome::done)
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.row().run(),
                                        TreeMap::new,
                                        Collectors.counting()));
        for (Map.Entry<String, Long> one : done.entrySet()) {
            if (runs.contains(one.getKey())) {
                new Journal(site.records())
                        .write(
                                connection,
                                one.getKey(),
                                operator,
                                JournalEntry.ofRun(
                                        JournalEvent.PUT_BACK,
                                        "put back what was set aside",
                                        "%s%s"
                                                .formatted(
                                                        Counted.of(one.getValue(), "row"),
                                                        preferKept
                                                                ? ", what was kept is preferred"
                                                                : "")));
            }
        }
    }

    private void print(List<PutBack.Outcome> outcomes) {
        Map<String, Long> sorts =
                outcomes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        VaultApply::sort, TreeMap::new, Collectors.counting()));
        long done = outcomes.stream().filter(PutBack.Outcome::done).count();
        if (json) {
            ObjectNode node = new JsonMapper().createObjectNode();
            node.put("done", !dryRun).put("putBack", done).put("stay", outcomes.size() - done);
            ArrayNode rows = node.putArray("rows");
            for (PutBack.Outcome one : outcomes) {
                ObjectNode row =
                        rows.addObject()
                                .put("id", one.row().id())
                                .put("capture", one.row().capture())
                                .put("table", one.row().table().text())
                                .put("kind", one.row().kind())
                                .put("putBack", one.done());
                if (!one.done()) {
                    row.put("why", one.why());
                }
            }
            shell.out().println(node.toPrettyString());
            return;
        }
        sorts.forEach((sort, count) -> shell.out().println("%6d  %s".formatted(count, sort)));
        shell.out()
                .println(
                        "%s %,d of %,d%s"
                                .formatted(
                                        dryRun ? "would put back" : "put back",
                                        done,
                                        outcomes.size(),
                                        done == outcomes.size() ? "" : "; the others stay aside"));
    }

    private static String sort(PutBack.Outcome outcome) {
        String table = outcome.row().table().text();
        return outcome.done()
                ? table + ": fits"
                : "%s: %s stays: %s".formatted(table, outcome.row().kind(), outcome.why());
    }
}
