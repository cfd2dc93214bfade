package dev.backout.watch;

import dev.backout.backup.Sizes;
import dev.backout.error.Counted;
import dev.backout.gate.Fields;
import dev.backout.gate.GateVerdict;
import dev.backout.integration.command.CommandSite;
import dev.backout.journal.Answer;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The steps of a run that watch metrics: what they are before anything is touched, where that is
/// compared, and the watch itself at the end.
///
/// @param site runs commands, and fills in references
/// @param passed the reasons of people who let gates pass, by the gates' names
public record WatchWork(CommandSite site, Map<String, String> passed) implements OutsideWork {
    /// What passing it by hand calls it.
    public static final String NAME = "watch";

    private static final String KIND = "watch";
    private static final String BEFORE = "before";
    private static final String WINDOW = "window";

    /// Copies the map.
    public WatchWork {
        passed = Map.copyOf(passed);
    }

    /// The steps before anything is touched: none unless something is compared.
    public static List<Step.Outside> before(Watch watch) {
        return watch.compares()
                ? List.of(step(BEFORE, "note what the metrics are before", watch))
                : List.of();
    }

    /// The steps at the end: none when nothing is watched.
    public static List<Step.Outside> last(Watch watch) {
        return watch.metrics().isEmpty()
                ? List.of()
                : List.of(
                        step(
                                WINDOW,
                                "watch %s for %s"
                                        .formatted(
                                                Counted.of(watch.metrics().size(), "metric"),
                                                Sizes.time(watch.window())),
                                watch));
    }

    private static Step.Outside step(String mode, String title, Watch watch) {
        List<String> arguments = new ArrayList<>(List.of(mode));
        arguments.addAll(WatchFields.of(watch).texts());
        return new Step.Outside(KIND, title, arguments);
    }

    /// What passing the step by hand calls it; null when it is none that watches.
    public static @Nullable String name(Step.Outside step) {
        return step.kind().equals(KIND) && step.arguments().getFirst().equals(WINDOW) ? NAME : null;
    }

    /// The watch of a step; null when it is none that watches.
    public static @Nullable Watch of(Step.Outside step) {
        return name(step) == null ? null : watch(step);
    }

    private static Watch watch(Step.Outside step) {
        return WatchFields.watch(new Fields(step.arguments().subList(1, step.arguments().size())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void insist(Step.Outside step) {
        Sampler sampler = new Sampler(site, "");
        watch(step).metrics().forEach(sampler::insist);
    }

    @Override
    public List<String> foresee(Step.Outside step) {
        return watch(step).metrics().stream()
                .map(metric -> "%s: %s".formatted(metric.name(), metric.bounds().text()))
                .toList();
    }

    /// What was watched stands in the journal; it goes on with what is left of the time.
    @Override
    public Probe probe(Step.Outside step, String run) {
        return new Probe.NotHappened("it goes on with what is left of the time");
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        Watch watch = watch(step);
        Sampler sampler = new Sampler(site, run);
        if (name(step) == null) {
            return noteBefore(watch, sampler, diary);
        }
        String reason = passed.get(NAME);
        if (reason != null) {
            return "not watched to the end, a person lets it pass: " + reason;
        }
        return GateVerdict.insist(NAME, run, new Observing(watch, sampler, diary).result());
    }

    /// What cannot be had now is missing at the end, where a person decides: it does not keep
    /// anybody from backing out.
    private static String noteBefore(Watch watch, Sampler sampler, Diary diary) {
        List<Answer> answers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Metric metric : watch.metrics()) {
            Bounds.Baseline baseline = metric.bounds().baseline();
            if (baseline != null) {
                Double mean = sampler.mean(metric, baseline.over(), Instant.now());
                texts.add(metric.name() + " " + (mean == null ? "not known" : Numbers.text(mean)));
                if (mean != null) {
                    answers.add(WatchNotes.mean(metric.name(), mean));
                }
            }
        }
        String text = String.join("; ", texts);
        diary.note(text, answers);
        return text;
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        return new Undone(true, "watching changes nothing");
    }
}
