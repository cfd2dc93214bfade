package dev.backout.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A session that holds a lock which a run waits for. Its query is not told: it may hold values.
///
/// @param pid the server process; 0 for a prepared transaction, which has none
/// @param application what it calls itself
/// @param state `active`, `idle in transaction`, or empty when our role may not see it
/// @param queryAge since when its last query began, or null when our role may not see it
public record Blocker(int pid, String application, String state, @Nullable Duration queryAge) {
    /// For messages: `pid 48211 (reporting-etl, active for 12 s)`.
    public String text() {
        if (pid == 0) {
            return "a prepared transaction";
        }
        String age = queryAge == null ? "" : " for %d s".formatted(queryAge.toSeconds());
        String doing = state.isEmpty() ? "" : ", " + state + age;
        return "pid %d (%s%s)".formatted(pid, application, doing);
    }

    /// For messages, several.
    public static String text(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::text).collect(Collectors.joining(", "));
    }
}
