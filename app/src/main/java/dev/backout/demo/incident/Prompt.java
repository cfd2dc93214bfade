package dev.backout.demo.incident;

import dev.backout.demo.Commands;
import dev.backout.demo.ShopProject;
import dev.backout.demo.TypedLine;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.integration.process.Script;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The prompt at which people type: it shows the line, runs it, and counts. For one thread.
final class Prompt {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PrintStream out;
    private final Commands commands;
    private final ShopProject project;
    private final Map<String, String> environment;
    private final List<String> failed = new ArrayList<>();
    private Keyboard keyboard = Keyboard.NOTHING;

    /// @param environment of what is typed
    Prompt(
            PrintStream out,
            Commands commands,
            ShopProject project,
            Map<String, String> environment) {
        this.out = out;
        this.commands = commands;
        this.project = project;
        this.environment = environment;
    }

    /// What was typed until now.
    Keyboard keyboard() {
        return keyboard;
    }

    /// What was typed before does not count.
    void startCounting() {
        keyboard = Keyboard.NOTHING;
    }

    /// Commands that ended with another status than was expected.
    List<String> failed() {
        return failed;
    }

    /// Goes on only when everything went as it had to: what comes next rests on it.
    ///
    /// @throws BackoutException `step-failed`
    void insist() {
        if (!failed.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "the demo ends here: " + String.join("; ", failed),
                    "what it said stands above, unless --json left it out; all of it is gone now:"
                            + " server, application, project");
        }
    }

    /// A command that asks nothing and ends well.
    void type(String... arguments) {
        type(ExitCode.DONE, "", arguments);
    }

    /// A command of Backout.
    ///
    /// @param expected how it ends when all is well
    /// @param answer what is typed when it asks; empty when it does not
    void type(ExitCode expected, String answer, String... arguments) {
        show("backout " + String.join(" ", arguments));
        if (!answer.isEmpty()) {
            keyboard = keyboard.confirmation(answer);
        }
        ExitCode exit =
                commands.run(
                        new TypedLine(project.folder(), environment, answer, List.of(arguments)));
        if (exit != expected) {
            failed.add(
                    "backout %s ended with %d"
                            .formatted(String.join(" ", arguments), exit.number()));
        }
    }

    /// A line for the shell.
    void shell(String line) {
        show(line);
        Script.Ending ending = Script.run(line, environment, project.folder(), LIMIT, out::println);
        if (!(ending instanceof Script.Ending.Exited(int status)) || status != 0) {
            failed.add("%s: %s".formatted(line, ending));
        }
    }

    private void show(String line) {
        out.println();
        out.println("$ " + line);
        keyboard = keyboard.command(line);
    }
}
