package dev.backout.plan;

import dev.backout.failure.Cause;
import dev.backout.failure.RecordedError;
import dev.backout.observe.MigrationScript;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.IndexedKey;
import dev.backout.schema.NameList;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Skeleton;
import dev.backout.sql.SqlStatement;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A query for the rows that a recorded error is about, from the error and the file alone: quick,
/// and only where both are as plain as Prisma writes them. A plan knows more. Pure.
public final class RecordedRows {
    private static final String NAME = "((?:\"(?:[^\"]|\"\")+\"|[\\w$.])+)";
    private static final String LIST = "\\(((?:[^()]|\\([^()]*\\))+)\\)";
    private static final Pattern INDEX =
            pattern(
                    ("UNIQUE INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?%s ON (?:ONLY )?%s"
                                    + " ?(?:USING \\w+ ?)?%s")
                            .formatted(NAME, NAME, LIST));
    private static final Pattern UNIQUE =
            pattern(
                    "ALTER TABLE (?:ONLY )?%s .*ADD CONSTRAINT %s (?:UNIQUE|PRIMARY KEY) ?%s"
                            .formatted(NAME, NAME, LIST));
    private static final Pattern FOREIGN =
            pattern(
                    ("ALTER TABLE (?:ONLY )?%s .*ADD CONSTRAINT %s FOREIGN KEY ?%s REFERENCES %s"
                                    + " ?%s")
                            .formatted(NAME, NAME, LIST, NAME, LIST));
    private static final Pattern CHECK =
            pattern(
                    "ALTER TABLE (?:ONLY )?%s .*ADD CONSTRAINT %s CHECK ?\\((.*)\\)"
                            .formatted(NAME, NAME));
    private static final Pattern REQUIRED =
            pattern(
                    "ALTER TABLE (?:ONLY )?%s .*ALTER (?:COLUMN )?%s SET NOT NULL"
                            .formatted(NAME, NAME));

    private final RecordedError error;
    private final List<SqlStatement> statements;

    private RecordedRows(RecordedError error, List<SqlStatement> statements) {
        this.error = error;
        this.statements = statements;
    }

    /// The query, without its semicolon, or null when the two do not tell.
    ///
    /// @param script the file that failed
    public static @Nullable String query(RecordedError error, MigrationScript script) {
        RecordedRows rows = new RecordedRows(error, script.work());
        return switch (Cause.of(error.sqlState())) {
            case DUPLICATE_KEY -> rows.duplicates();
            case MISSING_TARGET -> rows.orphans();
            case CHECK_VIOLATED -> rows.violations();
            case NULL_VALUES -> rows.nulls();
            default -> null;
        };
    }

    private @Nullable String duplicates() {
        Matcher index = find(INDEX, 1);
        if (index != null) {
            return Search.duplicates(
                            table(index.group(2)), list(index.group(3)), "", "", List.of(), false)
                    .list();
        }
        Matcher constraint = find(UNIQUE, 2);
        return constraint == null
                ? null
                : Search.duplicates(
                                table(constraint.group(1)),
                                list(constraint.group(3)),
                                "",
                                "",
                                List.of(),
                                false)
                        .list();
    }

    private @Nullable String orphans() {
        Matcher found = find(FOREIGN, 2);
        if (found == null) {
            return null;
        }
        List<String> columns = list(found.group(3));
        List<String> keys = list(found.group(5));
        if (columns.size() != keys.size()) {
            return null;
        }
        return Search.orphans(
                        table(found.group(1)),
                        "",
                        columns.stream().map(name -> "t." + name).toList(),
                        table(found.group(4)),
                        keys,
                        List.of())
                .list();
    }

    private @Nullable String violations() {
        Matcher found = find(CHECK, 2);
        return found == null
                ? null
                : new Search.Where(table(found.group(1)), "NOT (%s)".formatted(found.group(3)))
                        .list();
    }

    private @Nullable String nulls() {
        List<Matcher> all = new ArrayList<>();
        for (SqlStatement statement : statements) {
            Matcher matcher = matcher(REQUIRED, statement);
            if (matcher.find()
                    && (error.column() == null
                            || unquoted(matcher.group(2)).equals(error.column()))) {
                all.add(matcher);
            }
        }
        return all.size() != 1
                ? null
                : new Search.Where(
                                table(all.getFirst().group(1)),
                                quoted(all.getFirst().group(2)) + " IS NULL")
                        .list();
    }

    /// The statement that makes the constraint that the error names.
    private @Nullable Matcher find(Pattern pattern, int nameGroup) {
        for (SqlStatement statement : statements) {
            Matcher matcher = matcher(pattern, statement);
            if (matcher.find() && unquoted(matcher.group(nameGroup)).equals(error.constraint())) {
                return matcher;
            }
        }
        return null;
    }

    /// Strings in a condition would be lost in the skeleton, so such a statement is left alone.
    private static Matcher matcher(Pattern pattern, SqlStatement statement) {
        String sql = statement.sql();
        String text = sql.indexOf('\'') >= 0 || sql.indexOf('$') >= 0 ? "" : Skeleton.of(sql);
        return pattern.matcher(text.replaceAll("\\s+", " "));
    }

    private Address table(String written) {
        List<String> path = new ArrayList<>();
        for (String part : written.split("\\.(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            path.add(unquoted(part));
        }
        String schema = error.schema();
        if (path.size() == 1 && schema != null) {
            path.addFirst(schema);
        }
        return new Address(ObjectKind.TABLE, path);
    }

    private static List<String> list(String written) {
        return NameList.split(written).stream()
                .map(IndexedKey::bare)
                .map(one -> one.matches(NAME) ? quoted(one) : one)
                .toList();
    }

    private static String quoted(String written) {
        return Identifiers.quote(unquoted(written));
    }

    /// Names that are not quoted are folded by the server.
    private static String unquoted(String written) {
        String name = NameList.unquoted(written);
        return name.equals(written) ? name.toLowerCase(java.util.Locale.ROOT) : name;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
