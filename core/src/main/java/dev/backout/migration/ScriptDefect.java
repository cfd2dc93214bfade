package dev.backout.migration;

/// Something odd about the bytes of a script that a person wants to hear of.
public sealed interface ScriptDefect {
    /// The file starts with a byte order mark; it is sent to the server, which may refuse it.
    record ByteOrderMark() implements ScriptDefect {}

    /// A NUL byte; PostgreSQL's protocol ends a statement there.
    record NulByte(int line) implements ScriptDefect {}

    /// A byte sequence that is not UTF-8; the tool sends U+FFFD in its place.
    record NotUtf8(int line) implements ScriptDefect {}

    /// Whether the server cannot get this file as it was meant.
    default boolean fatal() {
        return switch (this) {
            case ByteOrderMark _ -> false;
            case NulByte _ -> true;
            case NotUtf8 _ -> true;
        };
    }

    /// What to tell, as the rest of a sentence that starts with the file.
    default String text() {
        return switch (this) {
            case ByteOrderMark _ -> "starts with a byte order mark, which is sent to the server";
            case NulByte nul -> "holds a NUL byte in line " + nul.line();
            case NotUtf8 bytes ->
                    "is not UTF-8 in line %d: the server gets U+FFFD there".formatted(bytes.line());
        };
    }
}
