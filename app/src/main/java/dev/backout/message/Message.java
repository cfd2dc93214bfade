package dev.backout.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One message. Immutable; holds no values of rows and no secrets.
///
/// @param kind what it is about
/// @param title one line that says it all
/// @param facts what is known, in the order of [Fact]
public record Message(Kind kind, String title, Map<Fact, String> facts) {
    /// Copies the facts, without empty ones.
    public Message {
        Map<Fact, String> known = new EnumMap<>(Fact.class);
        facts.forEach((fact, text) -> {
            if (!text.isEmpty()) {
                known.put(fact, text);
            }
        });
        facts = Collections.unmodifiableMap(known);
    }

    /// What happened.
    public enum Kind {
        /// It is going to happen, users are told.
        ANNOUNCED,
        /// A run or a deployment begins.
        STARTED,
        /// A run that stopped goes on.
        RESUMED,
        /// It goes on without approvals that are asked for.
        EMERGENCY,
        /// Nobody may write.
        WRITES_PAUSED,
        /// Everybody may write again.
        WRITES_RESUMED,
        /// The database is as it has to be; other steps may follow.
        COMMITTED,
        /// It is still under way.
        OPEN,
        /// A person has to say how it goes on.
        WAITING,
        /// A step failed, and nothing more is done.
        FAILED,
        /// It has ended as it had to.
        DONE,
        /// It was given up.
        ABORTED;

        /// The word in backout.yaml and in templates: `writes-paused`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// All words.
        public static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }
    }

    /// What a message can tell, in the order of its lines.
    public enum Fact {
        /// What is done.
        WHAT,
        /// The database, and its environment.
        WHERE,
        /// Who does it.
        WHO,
        /// Since when.
        SINCE,
        /// When it is expected to end.
        EXPECTED,
        /// How it stands.
        NOW,
        /// The backup to fall back on.
        BACKUP,
        /// Whose tables they are.
        OWNERS,
        /// The incident or ticket.
        INCIDENT,
        /// What comes next.
        NEXT,
        /// Where more of it stands.
        REPORT,
        /// The run's id.
        RUN;

        /// The word in front of it, and the placeholder.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is known of it, or nothing.
    public String fact(Fact fact) {
        return facts.getOrDefault(fact, "");
    }

    /// All of it: the title, then a line for each fact.
    public String text() {
        List<String> lines = new ArrayList<>(List.of(title));
        facts.forEach((fact, text) -> lines.add("%s: %s".formatted(fact.word(), text)));
        return String.join("\n", lines);
    }
}
