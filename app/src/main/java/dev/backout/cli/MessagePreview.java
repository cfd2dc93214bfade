package dev.backout.cli;

import dev.backout.message.Broadcast;
import dev.backout.message.Channel;
import dev.backout.message.Message;
import dev.backout.message.Message.Kind;
import dev.backout.message.Subject;

import java.util.ArrayList;
import java.util.List;

/// What people would be told of a run, without telling them.
///
/// @param channels who would be told
/// @param subject what of
record MessagePreview(List<Channel> channels, Subject subject) {
    /// Messages that every run could send.
    private enum Sample {
        BEGUN(Kind.STARTED, "BEGUN", ""),
        STANDS(Kind.OPEN, "under way for 15 min", "the step that it is at"),
        STOPPED(Kind.FAILED, "STOPPED", "why, and what comes next"),
        ENDED(Kind.DONE, "DONE", "");

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
        for (Sample sample : Sample.values()) {
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
