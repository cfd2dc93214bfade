package dev.backout.run;

import dev.backout.journal.Answer;
import dev.backout.journal.JournalLine;
import dev.backout.plan.Expectation;
import dev.backout.plan.LiveQueries;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Counts the rows of tables, with a checksum of all that is in them: the sum of the hashes of the
/// rows' texts, whatever their order. Equal sums mean equal rows, by all that is likely. The last
/// step of a run writes them into the journal, and whoever verifies later asks the same again. For
/// one thread.
public final class RowSums {
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(500);

    /// More than one processor of a server sums up.
    private static final long BYTES_PER_SECOND = 400L << 20;

    private static final Pattern TEXT = Pattern.compile("(\\d+) rows, checksum (-?\\d+)");

    private final LiveQueries live;

    /// What is in a table.
    ///
    /// @param rows how many rows
    /// @param checksum of all of them
    public record Sum(long rows, String checksum) {
        /// As the journal has it.
        public String text() {
            return "%d rows, checksum %s".formatted(rows, checksum);
        }
    }

    /// @param connection in autocommit mode; left as it was
    /// @param patience how long one table may take
    public RowSums(Connection connection, Duration patience) {
        this.live = new LiveQueries(connection, patience, LOCK_PATIENCE).inFixedForms();
    }

    /// The tables that a plan is about.
    public static SortedSet<Address> tables(Plan plan) {
        SortedSet<Address> tables = new TreeSet<>();
        plan.locks().stream().map(PlannedLock::table).forEach(tables::add);
        Stream.concat(plan.before().stream(), plan.after().stream())
                .map(Expectation::address)
                .filter(address -> address.kind() == ObjectKind.TABLE)
                .forEach(tables::add);
        return tables;
    }

    /// The query, which the journal knows it by.
    public static String query(Address table) {
        // A column of the alias' name would be taken for the row.
        return """
        SELECT count(*), coalesce(sum(hashtextextended("the row here"::text, 0)), 0) \
        FROM %s AS "the row here"\
        """
                .formatted(Identifiers.dotted(table.path()));
    }

    /// What is in a table now, or null when it is not to be had in time, or not at all.
    public @Nullable Sum of(Address table) {
        List<List<String>> found = live.ask(query(table));
        return found == null
                ? null
                : new Sum(Long.parseLong(found.getFirst().getFirst()), found.getFirst().getLast());
    }

    /// Whether the time would be over before it is known what is in a table: then it is not spent.
    private boolean tooLarge(Address table, Duration patience) {
        Long bytes =
                live.number(
                        "SELECT pg_catalog.pg_relation_size(%s::regclass)"
                                .formatted(Identifiers.literal(Identifiers.dotted(table.path()))));
        return bytes != null && bytes / (BYTES_PER_SECOND / 1000) > patience.toMillis();
    }

    /// What the journal says of a table, by the last step that summed it up; null when none did.
    public static @Nullable Sum recorded(Address table, List<JournalLine> journal) {
        String query = query(table);
        return journal.reversed().stream()
                .flatMap(line -> line.entry().answers().stream())
                .filter(answer -> answer.statement().equals(query))
                .map(answer -> TEXT.matcher(answer.text()))
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> new Sum(Long.parseLong(found.group(1)), found.group(2)))
                .orElse(null);
    }

    /// What goes into the journal of each table that is there and can be read in time.
    static List<Answer> answers(Connection connection, Plan plan, Duration patience) {
        List<Answer> answers = new ArrayList<>();
        long began = System.nanoTime();
        for (Address table : tables(plan)) {
            long start = System.nanoTime();
            Duration left = patience.minusNanos(start - began);
            RowSums sums = new RowSums(connection, left);
            Sum sum = left.toMillis() < 1 || sums.tooLarge(table, left) ? null : sums.of(table);
            if (sum != null) {
                answers.add(
                        new Answer(
                                query(table),
                                sum.text(),
                                Duration.ofNanos(System.nanoTime() - start)));
            }
        }
        return answers;
    }
}
