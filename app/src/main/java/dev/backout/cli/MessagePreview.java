package dev.backout.cli;

import dev.backout.message.Broadcast;
import dev.backout.message.Channel;
import dev.backout.message.Message;
import dev.backout.message.Message.Kind;
import dev.backout.message.Subject;

import java.util.ArrayList;
import java.util.List;

/// What people would be told, without telling them.
///
/// @param channels who would be told
/// @param subject what of
/// @param work what is done
record MessagePreview(List<Channel> channels, Subject subject, Work work) {
    /// What is done, with the messages that it could send each time.
    enum Work {
        RUN,
        RESUME,
        ABORT,
        DEPLOY;

        private List<Sample> samples() {
            return switch (this) {
                case RUN -> List.of(Sample.BEGUN, Sample.STANDS, Sample.STOPPED, Sample.ENDED);
                case RESUME -> List.of(Sample.GOES_ON, Sample.STANDS, Sample.STOPPED, Sample.ENDED);
                case ABORT ->
                        List.of(Sample.GIVING_UP, Sample.STANDS, Sample.STOPPED, Sample.GIVEN_UP);
                case DEPLOY -> List.of(Sample.STOPPED, Sample.DEPLOYED);
            };
        }
    }

    private enum Sample {
        BEGUN(Kind.STARTED, "BEGUN", ""),
        GOES_ON(Kind.RESUMED, "GOES ON", "resumed, and by whom"),
        GIVING_UP(Kind.RESUMED, "GIVING UP", "its steps are being undone, and by whom"),
        STANDS(Kind.OPEN, "under way for 15 min", "the step that it is at"),
        STOPPED(Kind.FAILED, "STOPPED", "why, and what comes next"),
        ENDED(Kind.DONE, "DONE", ""),
        GIVEN_UP(Kind.ABORTED, "GIVEN UP", "what was undone"),
        DEPLOYED(Kind.DONE, "DEPLOYED", "what is kept");

        private final Kind kind;
        private final String word;
        private final String how;

        Sample(Kind kind, String word, String how) {
            this.kind = kind;
            this.word = word;
            this.how = how;
        }

        Message of(Subject subject) {
            return subject.message(kind, Broadcast.title(subject, word), how, "");
        }
    }

    /// One message, and the channels that would get it.
    record Shown(Message message, List<String> channels) {
        Shown {
            channels = List.copyOf(channels);
        }

        /// For people.
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("to %s:".formatted(String.join(", ", channels)));
            message.text().lines().forEach(line -> lines.add("  " + line));
            return lines;
        }
    }

    /// All that somebody would get.
    List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (Sample sample : work.samples()) {
            List<String> names =
                    channels.stream()
                            .filter(one -> one.wants(sample.kind))
                            .map(Channel::name)
                            .toList();
            if (!names.isEmpty()) {
                shown.add(new Shown(sample.of(subject), names));
            }
        }
        return shown;
    }
}
