package dev.backout.message;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `messages` block of an environment, as it is written.
///
/// @param channels where messages go
/// @param every how often they tell that something is still under way
/// @param report where more of a run stands, with `{run}` for its id; or null
public record MessageSettings(List<To> channels, Duration every, @Nullable String report) {
    /// How often, when nothing else is said.
    public static final Duration EVERY = Duration.ofMinutes(15);

    /// Nobody is told.
    public static final MessageSettings NONE = new MessageSettings(List.of(), EVERY, null);

    /// Copies the list.
    public MessageSettings {
        channels = List.copyOf(channels);
    }

    /// Where the report of a run is; empty when nobody said.
    public String reportOf(String run) {
        return report == null ? "" : report.replace("{run}", run);
    }

    /// One channel. What is secret about it stands here as a reference, `${env:NAME}` or
    /// `${file:PATH}`.
    public sealed interface To {
        /// What it is called.
        String name();

        /// What it wants to be told.
        Set<Message.Kind> kinds();

        /// Slack, through an incoming webhook.
        ///
        /// @param url a reference
        record Slack(String name, Set<Message.Kind> kinds, String url) implements To {
            /// Copies the set.
            public Slack {
                kinds = Set.copyOf(kinds);
            }
        }

        /// Whatever takes JSON.
        ///
        /// @param url a reference
        /// @param headers values as written, with references in them
        /// @param body what is sent
        record Webhook(
                String name,
                Set<Message.Kind> kinds,
                String url,
                Map<String, String> headers,
                MessageTemplate body)
                implements To {
            /// Copies set and map.
            public Webhook {
                kinds = Set.copyOf(kinds);
                headers = Map.copyOf(headers);
            }
        }

        /// Standard output.
        record Output(String name, Set<Message.Kind> kinds) implements To {
            /// Copies the set.
            public Output {
                kinds = Set.copyOf(kinds);
            }
        }
    }
}
