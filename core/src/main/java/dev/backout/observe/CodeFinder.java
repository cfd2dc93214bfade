package dev.backout.observe;

import dev.backout.schema.Catalogs;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.sql.Skeleton;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds statements that run procedural code.
final class CodeFinder {
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");
    private static final Pattern CALL =
            Pattern.compile("(?:\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\w$]*))\\s*\\(");

    /// Words of PL/pgSQL and SQL that read or write rows; those of a foreign key's actions do not.
    private static final Pattern ROW_WORDS =
            Pattern.compile(
                    "(?i)(?<!\\bON\\s)\\b(?:SELECT|PERFORM|UPDATE|INSERT|DELETE|MERGE|TRUNCATE|COPY"
                            + "|EXECUTE)\\b");

    private final Snapshot before;
    private final Snapshot after;
    private @Nullable Set<String> routines;

    CodeFinder(Snapshot before, Snapshot after) {
        this.before = before;
        this.after = after;
    }

    /// What runs code in this statement, for people; null when nothing does.
    @Nullable String code(SqlStatement statement) {
        String first = String.join("", statement.firstKeywords(1));
        if (first.equals("DO")) {
            return "DO block";
        }
        if (first.equals("CALL")) {
            return "CALL";
        }
        return QUERIES.contains(first) ? routine(statement) : null;
    }

    /// Whether the text of a DO block has anything that reads or writes rows, catalogs included.
    static boolean mentionsRows(SqlStatement statement) {
        return ROW_WORDS.matcher(statement.sql().replaceAll("\\s+", " ")).find();
    }

    private @Nullable String routine(SqlStatement statement) {
        Matcher call = CALL.matcher(Skeleton.of(statement.sql()));
        while (call.find()) {
            String quoted = call.group(1);
            String name =
                    quoted == null
                            ? call.group(2).toLowerCase(Locale.ROOT)
                            : quoted.replace("\"\"", "\"");
            if (routines().contains(name)) {
                return "function " + name;
            }
        }
        return null;
    }

    private Set<String> routines() {
        Set<String> names = routines;
        if (names == null) {
            names = new HashSet<>();
            addRoutines(before, names);
            addRoutines(after, names);
            routines = names;
        }
        return names;
    }

    private static void addRoutines(Snapshot snapshot, Set<String> names) {
        for (Unit unit : snapshot.units().values()) {
            if (unit.root().catalog() == Catalogs.PROC) {
                unit.entries().forEach(entry -> names.add(entry.address().path().get(1)));
            }
        }
    }
}
