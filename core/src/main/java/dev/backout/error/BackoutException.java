package dev.backout.error;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The one exception for the unexpected. Expected outcomes are sealed values, not exceptions.
///
/// The message names the object, what was found against what was expected, and the state the
/// database is in now. Hints give the next command. Neither holds row values or secrets.
public final class BackoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<String> hints;

    /// @param code the stable code, which also decides the exit status
    /// @param message one sentence without the code and without a trailing full stop
    /// @param hints what to do next, one sentence each; may be empty
    public BackoutException(ErrorCode code, String message, List<String> hints) {
        this(code, message, hints, null);
    }

    /// @param cause what was caught; only `--stacktrace` shows it
    public BackoutException(
            ErrorCode code, String message, List<String> hints, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hints = List.copyOf(hints);
    }

    /// Shorthand for a failure with at most a few hints.
    public static BackoutException of(ErrorCode code, String message, String... hints) {
        return new BackoutException(code, message, List.of(hints));
    }

    /// What was thrown, as one of ours: whatever else it is, it is a defect.
    public static BackoutException orDefect(Throwable thrown) {
        if (thrown instanceof BackoutException known) {
            return known;
        }
        String name = thrown.getClass().getSimpleName();
        String message = thrown.getMessage();
        return new BackoutException(
                ErrorCode.INTERNAL,
                message == null ? name : name + ": " + message,
                List.of("this is a defect of Backout; report it with what --stacktrace shows"),
                thrown);
    }

    /// The stable code.
    public ErrorCode code() {
        return code;
    }

    /// What to do next; never null, may be empty.
    public List<String> hints() {
        return hints;
    }
}
