package dev.backout.message;

import dev.backout.message.Message.Fact;
import dev.backout.message.Message.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What messages are about: a run or a deployment. Immutable.
///
/// @param what what is done: `backing out 20261104_drop_email`
/// @param where the database and its environment: `shop (production)`
/// @param who who does it
/// @param since when it began
/// @param lasts how long it is expected to take, or null when nobody knows
/// @param longer whether steps of which nobody knows how long they take come on top
/// @param backup what to fall back on, or empty
/// @param owners whose tables they are, a line each
/// @param incident the incident or ticket, or empty
/// @param report where more of it stands, or empty
/// @param run the run's id, or empty
public record Subject(
        String what,
        String where,
        String who,
        Instant since,
        @Nullable Duration lasts,
        boolean longer,
        String backup,
        List<String> owners,
        String incident,
        String report,
        String run) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// Copies the list.
    public Subject {
        owners = List.copyOf(owners);
    }

    /// The same, of a run that has its id now.
    ///
    /// @param began when it began, which may have been in another process
    public Subject of(String id, Instant began, String saved, String address) {
        return new Subject(
                what, where, who, began, lasts, longer, saved, owners, incident, address, id);
    }

    /// A message about it.
    ///
    /// @param title one line that says it all
    /// @param now how it stands, or empty
    /// @param next what comes next, or empty
    public Message message(Kind kind, String title, String now, String next) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        facts.put(Fact.WHAT, what);
        facts.put(Fact.WHERE, where);
        facts.put(Fact.WHO, who);
        facts.put(Fact.SINCE, kind == Kind.ANNOUNCED ? "" : time(since));
        facts.put(Fact.EXPECTED, expected(kind));
        facts.put(Fact.NOW, now);
        facts.put(Fact.BACKUP, backup);
        facts.put(Fact.OWNERS, String.join("; ", owners));
        facts.put(Fact.INCIDENT, incident);
        facts.put(Fact.NEXT, next);
        facts.put(Fact.REPORT, report);
        facts.put(Fact.RUN, run);
        return new Message(kind, title, facts);
    }

    /// A moment for people, who sit in several time zones.
    public static String time(Instant moment) {
        return MINUTES.format(moment);
    }

    /// What has ended, or waits, has no expected end; nor has what takes longer than was expected.
    private String expected(Kind kind) {
        return switch (kind) {
            case ANNOUNCED, WAITING, FAILED, DONE, ABORTED -> "";
            case STARTED, RESUMED, EMERGENCY, WRITES_PAUSED, WRITES_RESUMED, COMMITTED, OPEN ->
                    lasts == null || since.plus(lasts).isBefore(Instant.now().minus(MINUTE))
                            ? ""
                            : "to end about %s%s (an estimate)"
                                    .formatted(
                                            time(since.plus(lasts)),
                                            longer
                                                    ? ", later by what the steps around the"
                                                            + " database take"
                                                    : "");
        };
    }
}
