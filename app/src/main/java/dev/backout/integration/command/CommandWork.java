package dev.backout.integration.command;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.Script;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The steps of a run that are commands of `backout.yaml`. The scripts stand in the step as they
/// are written, references and all, so that whoever resumes or gives up the run on another machine
/// needs nothing but the variables and files that they refer to.
///
/// @param site where they run
public record CommandWork(CommandSite site) implements OutsideWork {
    private static final String KIND = "command";
    private static final int NAME = 0;
    private static final int ACTION = 1;
    private static final int PROBE = 2;
    private static final int UNDO = 3;
    private static final int TIMEOUT = 4;
    private static final int VARIABLES = 5;

    /// The shell's statuses for what cannot be run, and for what a signal ended.
    private static final int NOT_RUN = 126;

    /// The step that does it.
    public static Step.Outside step(ShellCommand command) {
        return new Step.Outside(KIND, command.name(), arguments(command));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void insist(Step.Outside step) {
        ShellCommand command = command(step.arguments());
        site.insist(command.environment(), what(command));
    }

    @Override
    public Probe probe(Step.Outside step, String run) {
        ShellCommand command = command(step.arguments());
        String probe = command.probe();
        if (probe == null) {
            return new Probe.NotHappened("it has no probe, so it is done again");
        }
        CommandSite.Answer answer = run(command, "probe", probe, run, _ -> {});
        return switch (answer.ending()) {
            case Script.Ending.Exited(int status) when status == 0 ->
                    new Probe.Happened("its probe says so: " + answer.said().lastLine());
            case Script.Ending.Exited(int status) when status < NOT_RUN ->
                    new Probe.NotHappened("its probe " + answer.text());
            case Script.Ending.Exited _, Script.Ending.TimedOut _ ->
                    throw BackoutException.of(
                            ErrorCode.STEP_FAILED,
                            "whether it happened cannot be told: its probe " + answer.text());
        };
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        ShellCommand command = command(step.arguments());
        CommandSite.Answer answer = run(command, "do", command.action(), run, diary::progress);
        if (!answer.well()) {
            throw BackoutException.of(ErrorCode.STEP_FAILED, "the command " + answer.text());
        }
        return answer.text();
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        ShellCommand command = command(step.arguments());
        String undo = command.undo();
        if (undo == null) {
            return new Undone(false, "it has no undo");
        }
        CommandSite.Answer answer = run(command, "undo", undo, run, _ -> {});
        if (!answer.well()) {
            throw BackoutException.of(ErrorCode.STEP_FAILED, "its undo " + answer.text());
        }
        return new Undone(true, "its undo " + answer.text());
    }

    private CommandSite.Answer run(
            ShellCommand command,
            String phase,
            String script,
            String run,
            Consumer<String> progress) {
        return site.run(
                new CommandSite.Call(
                        what(command),
                        script,
                        command.environment(),
                        Map.of(
                                "BACKOUT_RUN",
                                run,
                                "BACKOUT_STEP",
                                command.name(),
                                "BACKOUT_PHASE",
                                phase),
                        command.timeout()),
                progress);
    }

    private static String what(ShellCommand command) {
        return "the command " + command.name();
    }

    private static List<String> arguments(ShellCommand command) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                command.name(),
                                command.action(),
                                command.probe() == null ? "" : command.probe(),
                                command.undo() == null ? "" : command.undo(),
                                command.timeout().toString()));
        command.environment()
                .forEach((variable, text) -> arguments.addAll(List.of(variable, text)));
        return arguments;
    }

    private static ShellCommand command(List<String> arguments) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (int at = VARIABLES; at + 1 < arguments.size(); at += 2) {
            environment.put(arguments.get(at), arguments.get(at + 1));
        }
        String probe = arguments.get(PROBE);
        String undo = arguments.get(UNDO);
        return new ShellCommand(
                arguments.get(NAME),
                arguments.get(ACTION),
                probe.isEmpty() ? null : probe,
                undo.isEmpty() ? null : undo,
                environment,
                Duration.parse(arguments.get(TIMEOUT)));
    }
}
