package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Asks a person at a terminal to type a database's name.
final class Confirmation {
    private final Shell shell;

    Confirmation(Shell shell) {
        this.shell = shell;
    }

    /// Stops at once when nobody can be asked.
    ///
    /// @throws BackoutException `not-confirmed`
    void insistOnTerminal(String command) {
        if (!shell.terminals().in()) {
            throw BackoutException.of(
                    ErrorCode.NOT_CONFIRMED,
                    command + " changes a database, and there is no terminal to confirm it on",
                    "nothing was executed; --yes confirms beforehand");
        }
    }

    /// Goes on only when the name is typed to the letter.
    ///
    /// @throws BackoutException `not-confirmed`
    void insistOnName(String name, String warning) {
        shell.err().print("%sType the name of the database to go on: ".formatted(warning));
        shell.err().flush();
        String typed = line();
        if (!name.equals(typed.strip())) {
            throw BackoutException.of(
                    ErrorCode.NOT_CONFIRMED,
                    "the name that was typed is not %s; nothing was executed".formatted(name));
        }
    }

    private String line() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.NOT_CONFIRMED,
                    "the terminal cannot be read; nothing was executed",
                    List.of(),
                    e);
        }
    }
}
