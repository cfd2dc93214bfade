package dev.backout.plan;

import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Columns whose values are converted between a type with a time zone and one without: what comes
/// out depends on the time zone of the session, and is right in the one that the migration had.
final class ZonedConversions {
    private static final Pattern ZONED = Pattern.compile("\\bwith time zone\\b");

    private ZonedConversions() {}

    /// In which time zone it is done and how that is known, a line for each column.
    static List<String> notes(Rehearsal rehearsal, LiveQueries live) {
        List<Column> converted =
                rehearsal.end().entries().stream()
                        .map(entry -> converted(entry, rehearsal.start()))
                        .filter(Objects::nonNull)
                        .toList();
        if (converted.isEmpty()) {
            return List.of();
        }
        var zone = live.zone();
        return converted.stream()
                .map(column ->
                        "%s is converted to %s in time zone %s (%s); append options=-c%%20timezone%%3DZONE to the URL when the migration had another one"
                                .formatted(
                                        column.address().text(),
                                        column.type(),
                                        zone.name(),
                                        zone.source().words()))
                .toList();
    }

    private static @Nullable Column converted(Entry entry, Snapshot start) {
        Entry now = start.find(entry.id());
        return entry.object() instanceof Column then
                        && now != null
                        && now.object() instanceof Column was
                        && zoned(was) != zoned(then)
                ? then
                : null;
    }

    private static boolean zoned(Column column) {
        return ZONED.matcher(column.type()).find();
    }
}
