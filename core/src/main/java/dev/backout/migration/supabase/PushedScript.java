package dev.backout.migration.supabase;

import dev.backout.migration.Script;
import dev.backout.sql.SeparateMessages;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// What the history keeps of a script: its statements.
///
/// @param statements as they were cut
record PushedScript(List<String> statements) {
    PushedScript {
        statements = List.copyOf(statements);
    }

    static PushedScript of(String text) {
        return new PushedScript(Cutter.cut(SeparateMessages.unmarked(text)));
    }

    /// The SHA-256 of the text that the server prints of the array as JSON, by which a script is
    /// known again.
    String checksum() {
        String json =
                statements.stream()
                        .map(PushedScript::quoted)
                        .collect(Collectors.joining(", ", "[", "]"));
        return Script.sha256(json.getBytes(StandardCharsets.UTF_8));
    }

    /// The dashboard and others keep the text in other pieces: cut once more they are the same.
    PushedScript cutAgain() {
        return of(String.join("\n;\n", statements));
    }

    /// As `escape_json` of the server does it.
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }
}
