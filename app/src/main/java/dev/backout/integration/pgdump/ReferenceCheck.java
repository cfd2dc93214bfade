package dev.backout.integration.pgdump;

import dev.backout.backup.ReferenceState;
import dev.backout.integration.process.ChildProcess;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a command of the user about a backup that others keep: status 0 says that it is there, and
/// the moment in its output to which moment it restores.
final class ReferenceCheck {
    private static final Pattern MOMENT =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    /// Clocks differ.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final @Nullable String command;
    private final Map<String, String> environment;

    /// @param command `backup.referenceCheck`, or null
    ReferenceCheck(@Nullable String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /// What is known of it. The command finds the name in `BACKOUT_REFERENCE`.
    ReferenceState state(String name) {
        if (command == null) {
            return new ReferenceState.Unverified(
                    "backup.referenceCheck of backout.yaml names no command that looks");
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("BACKOUT_REFERENCE", name);
        ChildProcess.Output output = ChildProcess.output(List.of("sh", "-c", command), variables);
        if (output.status() != 0) {
            return new ReferenceState.Unverified("its check ended with status " + output.status());
        }
        Matcher moment = MOMENT.matcher(output.text());
        if (!moment.find()) {
            return new ReferenceState.Unverified(
                    "its check printed no moment such as " + "2026-11-21T14:55:01Z");
        }
        return verified(moment.group());
    }

    private static ReferenceState verified(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            return moment.isAfter(Instant.now().plus(AHEAD))
                    ? new ReferenceState.Unverified("its check printed a moment of the future")
                    : new ReferenceState.Verified(moment);
        } catch (DateTimeException e) {
            return new ReferenceState.Unverified("its check printed no moment: " + text);
        }
    }
}
