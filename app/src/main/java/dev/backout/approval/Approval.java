package dev.backout.approval;

import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody signs. It does not say who: that follows from the key.
///
/// @param plan the plan's hash
/// @param database its database, for the person who reads it
/// @param purposes what it is approved for, never empty
/// @param made when, to the second
public record Approval(String plan, String database, Set<Purpose> purposes, Instant made) {
    private static final Pattern TEXT =
            Pattern.compile(
                    "backout approval 1\n"
                            + "plan: ([0-9a-f]{64})\n"
                            + "database: ([^\n"
                            + "]*)\n"
                            + "for: ([a-z, -]+)\n"
                            + "made: ([^\n"
                            + "]{1,40})\n");

    /// Copies the set.
    public Approval {
        purposes = Collections.unmodifiableSet(EnumSet.copyOf(purposes));
    }

    /// Of a plan, made now.
    public static Approval of(PlanFile file, Collection<Purpose> purposes, Instant now) {
        return new Approval(
                file.hash(),
                database(file.plan().database()),
                EnumSet.copyOf(purposes),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String database(DatabaseIdentity database) {
        return "%s (OID %d of system %s)"
                .formatted(database.name(), database.oid(), database.systemIdentifier())
                .replaceAll("\\s", " ");
    }

    /// The text that is signed, to the letter.
    public String text() {
        return "backout approval 1\nplan: %s\ndatabase: %s\nfor: %s\nmade: %s\n"
                .formatted(
                        plan,
                        database,
                        purposes.stream().map(Purpose::word).collect(Collectors.joining(", ")),
                        made);
    }

    /// Reads such a text; null when it is another one, or not as we write it.
    public static @Nullable Approval parse(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.matches()) {
            return null;
        }
        Set<Purpose> purposes =
                Arrays.stream(found.group(3).split(", "))
                        .map(Purpose::of)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
        if (purposes.isEmpty()) {
            return null;
        }
        try {
            Approval approval =
                    new Approval(
                            found.group(1),
                            found.group(2),
                            purposes,
                            Instant.parse(found.group(4)));
            return approval.text().equals(text) ? approval : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
