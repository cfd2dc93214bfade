package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.error.Printable;

import java.io.PrintStream;
import java.util.List;

/// The one place that turns what was thrown into what a person reads: a line `code: message`, then
/// `hint:` lines.
///
/// @param cause what was thrown; shown with its stack only on request
record FailureReport(ErrorCode code, String message, List<String> hints, Throwable cause) {
    static FailureReport of(Throwable thrown) {
        BackoutException known = BackoutException.orDefect(thrown);
        return new FailureReport(
                known.code(), String.valueOf(known.getMessage()), known.hints(), thrown);
    }

    /// A command line that cannot be understood.
    static FailureReport usage(String message, String hint, Throwable cause) {
        return new FailureReport(ErrorCode.USAGE, message, List.of(hint), cause);
    }

    /// Prints the report and answers the exit status.
    ExitCode print(PrintStream err, boolean stacktrace) {
        err.println(code.text() + ": " + Printable.line(message));
        for (String hint : hints) {
            err.println("  hint: " + Printable.line(hint));
        }
        if (stacktrace) {
            cause.printStackTrace(err);
        }
        return code.exit();
    }
}
