package dev.backout.failure;

import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The error of a migration that failed, as far as the tool's record tells it.
///
/// Prisma's native engine writes `Database error code: 23505`, the server's message with DETAIL and
/// HINT, and the driver's own record of it (`DbError { ... table: Some("users") ... }`); its
/// WebAssembly engine only a sentence without a code, such as `Unique constraint failed:
/// users_key`.
///
/// @param sqlState the server's five-character code, or an empty text
/// @param message the server's message or the engine's sentence; may hold a row's value
/// @param detail the server's detail, which holds row values, or null
/// @param schema of the table, or null
/// @param table the table that it is about, or null
/// @param column the column that it is about, or null
/// @param constraint the constraint or index that it is about, or null
public record RecordedError(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String schema,
        @Nullable String table,
        @Nullable String column,
        @Nullable String constraint) {
    private static final Pattern CODE = Pattern.compile("Database error code: ([0-9A-Z]{5})\\b");
    private static final Pattern MESSAGE =
            Pattern.compile("(?m)^(?:Error querying the database: )?(?:db error: )?ERROR: (.*)$");
    private static final Pattern DETAIL = Pattern.compile("(?m)^DETAIL: (.*)$");
    private static final String TEXT = ": Some\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)";

    /// The names in the server's message, where the driver does not tell them.
    private static final Pattern RELATION =
            Pattern.compile("(?:of relation|on table|in table|for relation) \"([^\"]+)\"");

    private static final Pattern CONSTRAINT =
            Pattern.compile("(?:constraint|unique index) \"([^\"]+)\"");
    private static final Pattern COLUMN = Pattern.compile("\\bcolumn \"([^\"]+)\"");

    /// What the WebAssembly engine says instead of a code, with the code that it stands for.
    private enum Sentence {
        UNIQUE("Unique constraint failed: (.*)", "23505"),
        FOREIGN_KEY("Foreign key constraint failed: (.*)", "23503"),
        NULL("Null constraint failed:(.*)", "23502"),
        NO_TABLE("No such table: (.*)", "42P01"),
        NO_COLUMN("No such column: (.*)", "42703"),
        VALUE(
                "Value out of range for the type.*|Input error.*|Inconsistent column data.*",
                "22003"),
        /// The engine does not know what its own adapter calls a value that does not convert.
        INPUT(".*unknown variant `InvalidInputValue`.*", "22P02");

        private final Pattern pattern;
        private final String sqlState;

        Sentence(String pattern, String sqlState) {
            this.pattern = Pattern.compile("(?m)^" + pattern + "$");
            this.sqlState = sqlState;
        }
    }

    /// Words by which a code can be told when the record has the server's message alone.
    private enum Words {
        CONCURRENTLY("cannot run inside a transaction block", "25001"),
        CHECK("^(check constraint|new row for relation).*violate", "23514"),
        NOT_NULL("contains null values|violates not-null", "23502"),
        UNIQUE("could not create unique index|duplicate key value", "23505"),
        FOREIGN_KEY("violates foreign key constraint", "23503"),
        COLUMN_EXISTS("column .* already exists", "42701"),
        RELATION_EXISTS("relation .* already exists", "42P07"),
        EXISTS("already exists", "42710"),
        NO_COLUMN("column .* does not exist", "42703"),
        NO_RELATION("relation .* does not exist", "42P01"),
        NOTHING("does not exist", "42704"),
        INPUT("invalid input (syntax|value)", "22P02"),
        RANGE("out of range", "22003"),
        LENGTH("value too long", "22001"),
        CAST("cannot be cast automatically", "42804"),
        ENUM("unsafe use of new value", "55P04"),
        LOCK("lock timeout|could not obtain lock", "55P03"),
        CANCELLED("canceling statement", "57014"),
        DEADLOCK("deadlock detected", "40P01"),
        RIGHTS("permission denied|must be owner", "42501"),
        SYNTAX("syntax error", "42601");

        private final Pattern pattern;
        private final String sqlState;

        Words(String pattern, String sqlState) {
            this.pattern = Pattern.compile(pattern);
            this.sqlState = sqlState;
        }
    }

    /// Reads what the tool wrote; null when it wrote nothing, as for a deployment that was killed.
    public static @Nullable RecordedError of(@Nullable String recorded) {
        if (recorded == null || recorded.isBlank()) {
            return null;
        }
        String logs = Secrets.maskedText(recorded);
        String message = first(MESSAGE, logs);
        if (message == null) {
            return ofSentence(logs);
        }
        String driver = logs.substring(Math.max(0, logs.indexOf("DbError {")));
        String code = first(CODE, logs);
        String detail = first(DETAIL, logs);
        return new RecordedError(
                code == null ? guessed(message) : code,
                message,
                detail,
                field(driver, "schema"),
                otherwise(field(driver, "table"), first(RELATION, message)),
                otherwise(field(driver, "column"), first(COLUMN, message)),
                otherwise(field(driver, "constraint"), first(CONSTRAINT, message)));
    }

    /// The message without what may be a row's value: what follows a colon or stands in quotes
    /// after the word value. Messages that the migration raises itself may hold anything.
    public String masked() {
        if (sqlState.equals("P0001")) {
            return "an error that the migration raises itself";
        }
        return message.replaceAll("(?i)\\bvalue \"[^\"]*\"", "value \"...\"")
                .replaceFirst("^(invalid [^:]*|date/time [^:]*|malformed [^:]*): \".*", "$1");
    }

    private static RecordedError ofSentence(String logs) {
        for (Sentence sentence : Sentence.values()) {
            Matcher matcher = sentence.pattern.matcher(logs);
            if (matcher.find()) {
                String name = matcher.groupCount() > 0 ? matcher.group(1).strip() : "";
                boolean constraint =
                        sentence == Sentence.UNIQUE || sentence == Sentence.FOREIGN_KEY;
                return new RecordedError(
                        sentence.sqlState,
                        sentence == Sentence.INPUT
                                ? "invalid input value"
                                : matcher.group().strip().replaceFirst(":$", ""),
                        null,
                        null,
                        sentence == Sentence.NO_TABLE ? name : null,
                        sentence == Sentence.NO_COLUMN ? name : null,
                        constraint && !name.isEmpty() ? name : null);
            }
        }
        return new RecordedError("", firstLine(logs), null, null, null, null, null);
    }

    /// The first line that says something: the engine begins with what kind of component failed.
    private static String firstLine(String logs) {
        return logs.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.equals("external connector error"))
                .findFirst()
                .orElse("no message");
    }

    private static String guessed(String message) {
        for (Words words : Words.values()) {
            if (words.pattern.matcher(message).find()) {
                return words.sqlState;
            }
        }
        return "";
    }

    private static @Nullable String field(String driver, String name) {
        String text = first(Pattern.compile("\\b" + name + TEXT), driver);
        return text == null ? null : text.replaceAll("\\\\(.)", "$1");
    }

    private static @Nullable String otherwise(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
