package dev.backout.migration.prisma;

import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What Prisma's native engine writes into `logs` when a migration fails, but for the names of its
/// own functions: the code, the server's words, the lines around the place, and the driver's record
/// of it.
final class FailureLog {
    private static final int LINES_BEFORE = 5;

    private FailureLog() {}

    static String text(String migration, String script, ServerFailure failure) {
        return """
        A migration failed to apply. New migrations cannot be applied before the error is \
        recovered from. Read more about how to resolve migration issues in a production database: \
        https://pris.ly/d/migrate-resolve

        Migration name: %s

        Database error code: %s

        Database error:
        %s%s

        %s
        """
                .formatted(
                        migration,
                        failure.sqlState(),
                        words(failure),
                        position(script, failure),
                        record(failure));
    }

    private static String words(ServerFailure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("ERROR: " + failure.message());
        if (failure.detail() != null) {
            lines.add("DETAIL: " + failure.detail());
        }
        if (failure.hint() != null) {
            lines.add("HINT: " + failure.hint());
        }
        return String.join("\n", lines);
    }

    private static String position(String script, ServerFailure failure) {
        if (failure.position() == 0) {
            return "";
        }
        int wrong = failure.in(script).line();
        List<String> lines = script.lines().toList();
        StringBuilder text = new StringBuilder("\n\nPosition:");
        for (int line = Math.max(1, wrong - LINES_BEFORE);
                line <= Math.min(wrong, lines.size());
                line++) {
            text.append("\n%3d %s".formatted(line, lines.get(line - 1)));
        }
        return text.toString();
    }

    private static String record(ServerFailure failure) {
        return """
        DbError { severity: "ERROR", code: SqlState(E%s), message: %s, detail: %s, hint: %s, \
        position: %s, where_: %s, constraint: %s }\
        """
                .formatted(
                        failure.sqlState(),
                        quoted(failure.message()),
                        some(failure.detail()),
                        some(failure.hint()),
                        failure.position() == 0
                                ? "None"
                                : "Some(Original(%d))".formatted(failure.position()),
                        some(failure.context()),
                        some(failure.constraint()));
    }

    private static String some(@Nullable String text) {
        return text == null ? "None" : "Some(%s)".formatted(quoted(text));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
