package dev.backout.gate;

import dev.backout.backup.Sizes;
import dev.backout.error.BackoutException;
import dev.backout.error.Counted;
import dev.backout.error.ErrorCode;
import dev.backout.integration.command.CommandSite;
import dev.backout.integration.process.Script;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;
import dev.backout.verify.SmokeQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The steps of a run that are gates.
///
/// @param site where they are asked
/// @param passed the reasons of people who let gates pass, by the gates' names
public record GateWork(GateSite site, Map<String, String> passed) implements OutsideWork {
    private static final String KIND = "gate";

    /// The shell's statuses for what cannot be run, and for what a signal ended.
    private static final int NOT_RUN = 126;

    /// Copies the map.
    public GateWork {
        passed = Map.copyOf(passed);
    }

    /// What the gate is called that a step asks; null when it asks none.
    public static @Nullable String name(Step.Outside step) {
        return step.kind().equals(KIND) ? GateFields.gate(fields(step)).name() : null;
    }

    /// The step that asks it.
    public static Step.Outside step(Gate gate) {
        return new Step.Outside(KIND, "gate: " + gate.name(), GateFields.of(gate).texts());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void insist(Step.Outside step) {
        switch (GateFields.gate(fields(step))) {
            case Gate.Http http -> look(http);
            case Gate.Command command ->
                    site.commands().insist(command.environment(), what(command));
            case Gate.Sql _, Gate.Write _ -> {}
        }
    }

    @Override
    public List<String> foresee(Step.Outside step) {
        Gate gate = GateFields.gate(fields(step));
        String what =
                switch (gate) {
                    case Gate.Http http -> "GET " + String.join(", ", http.urls());
                    case Gate.Sql sql -> sql.sql();
                    case Gate.Write write ->
                            "writes, waits for the effect, cleans up: " + write.action();
                    case Gate.Command command -> command.script();
                };
        Rhythm rhythm = gate.rhythm();
        return List.of(
                what,
                "%s, every %s, at most %s"
                        .formatted(
                                rhythm.times() == 1
                                        ? "once it holds"
                                        : Counted.of(rhythm.times(), "time") + " in a row",
                                Sizes.time(rhythm.interval()),
                                Sizes.time(rhythm.timeout())));
    }

    /// To ask is no deed: it is asked anew.
    @Override
    public Probe probe(Step.Outside step, String run) {
        return new Probe.NotHappened("a gate is asked anew");
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        Gate gate = GateFields.gate(fields(step));
        String reason = passed.get(gate.name());
        if (reason != null) {
            return "not asked, a person lets it pass: " + reason;
        }
        return GateVerdict.insist(gate.name(), run, result(gate, run, diary::progress));
    }

    private GateResult result(Gate gate, String run, Consumer<String> progress) {
        return switch (gate) {
            case Gate.Http http -> new Asking(gate.rhythm()).ask(look(http)::look, progress);
            case Gate.Sql sql -> {
                SqlLook look =
                        new SqlLook(site, new SmokeQuery(sql.name(), sql.sql(), sql.expect()));
                yield new Asking(gate.rhythm()).ask(look::look, progress);
            }
            case Gate.Write write -> new WriteTest(site, write, run).result(progress);
            case Gate.Command command ->
                    new Asking(gate.rhythm()).ask(() -> look(command, run, progress), progress);
        };
    }

    private HttpLook look(Gate.Http gate) {
        return new HttpLook(gate, site.commands().references());
    }

    private static String what(Gate.Command gate) {
        return "gate " + gate.name();
    }

    private GateResult look(Gate.Command gate, String run, Consumer<String> progress) {
        CommandSite.Answer answer =
                site.commands()
                        .run(
                                new CommandSite.Call(
                                        what(gate),
                                        gate.script(),
                                        gate.environment(),
                                        Map.of("BACKOUT_RUN", run, "BACKOUT_STEP", gate.name()),
                                        gate.rhythm().timeout()),
                                progress);
        String text = "the command " + answer.text();
        return switch (answer.ending()) {
            case Script.Ending.Exited(int status) when status == 0 ->
                    new GateResult.Successful(text);
            case Script.Ending.Exited(int status) when status < NOT_RUN ->
                    new GateResult.Failed(text);
            case Script.Ending.Exited _, Script.Ending.TimedOut _ ->
                    new GateResult.Inconclusive(text);
        };
    }

    /// A write test that died in its middle may have left something.
    @Override
    public Undone undo(Step.Outside step, String run) {
        if (GateFields.gate(fields(step)) instanceof Gate.Write write) {
            String left = new WriteTest(site, write, run).cleaned();
            if (left != null) {
                throw BackoutException.of(ErrorCode.STEP_FAILED, "cleaning up failed: " + left);
            }
            return new Undone(true, "what it may have written is cleaned up");
        }
        return new Undone(true, "a gate changes nothing");
    }

    private static Fields fields(Step.Outside step) {
        return new Fields(step.arguments());
    }
}
