package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.vault.Capture;
import dev.backout.vault.InventoryLine;
import dev.backout.vault.Kept;
import dev.backout.vault.SetAside;

import org.jspecify.annotations.Nullable;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What lies in the vault, for people and for machines. No values.
final class InventoryText {
    private static final long KB = 1024;

    /// What the origin of a capture begins with that was not kept, but taken out of a backup.
    private static final String BACKUP = "backup ";

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private InventoryText() {}

    /// A line of the list.
    static String line(InventoryLine held) {
        Capture capture = held.capture();
        List<String> more = new ArrayList<>();
        if (held.setAside() > 0) {
            more.add("%,d set aside".formatted(held.setAside()));
        }
        if (held.conflicts() > 0) {
            more.add("%,d in conflict".formatted(held.conflicts()));
        }
        return "%4d  %s  %-8s  %8s  %s, %s%s"
                .formatted(
                        capture.id(),
                        held.keptAt().truncatedTo(ChronoUnit.SECONDS),
                        state(capture),
                        held.present() && held.bytes() > 0 ? size(held.bytes()) : "-",
                        capture.kept().text(),
                        by(held),
                        more.isEmpty() ? "" : "; " + String.join(", ", more));
    }

    /// The migration, or the run, that destroyed it.
    static String origin(InventoryLine held) {
        String migration = held.migration();
        String origin = held.capture().origin();
        if (migration != null) {
            return migration;
        }
        return origin.startsWith(BACKUP) ? origin : "run " + origin;
    }

    private static String by(InventoryLine held) {
        String origin = origin(held);
        return origin.startsWith(BACKUP) ? "from the " + origin : "by " + origin;
    }

    /// Everything that is known of one.
    ///
    /// @param source what to select it from, as SQL; null when it is not there
    static List<String> facts(InventoryLine held, @Nullable String source) {
        Capture capture = held.capture();
        Kept kept = capture.kept();
        List<String> lines = new ArrayList<>();
        lines.add("capture:   %d, %s".formatted(capture.id(), kept.text()));
        lines.add("by:        " + origin(held));
        lines.add("kept:      " + held.keptAt().truncatedTo(ChronoUnit.SECONDS));
        lines.add(
                "stays:     "
                        + (held.keepUntil() == null
                                ? "until somebody gives it up"
                                : "until " + held.keepUntil().truncatedTo(ChronoUnit.SECONDS)));
        lines.add("state:     " + state(capture));
        lines.add(
                "aside:     %,d set aside, %,d in conflict"
                        .formatted(held.setAside(), held.conflicts()));
        if (source != null) {
            lines.add(
                    kept instanceof Kept.HiddenColumn
                            ? "place:     column %s of its table".formatted(kept.place())
                            : "place:     %s, %s".formatted(source, size(held.bytes())));
            lines.add("to see it: select * from " + source);
        } else if (capture.state() == Capture.State.RESTORED) {
            lines.add(
                    kept instanceof Kept.HiddenColumn
                            ? "place:     it has its name back"
                            : "place:     it moved back to " + kept.table().address().text());
        }
        return lines;
    }

    /// For machines.
    static ObjectNode node(InventoryLine held) {
        Capture capture = held.capture();
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("capture", capture.id());
        node.put("origin", capture.origin());
        node.put("migration", held.migration());
        node.put("table", capture.kept().table().address().text());
        node.put("place", capture.kept().place());
        node.put("rows", capture.kept().rows());
        node.put("text", capture.kept().text());
        node.put("state", state(capture));
        node.put("keptAt", held.keptAt().toString());
        node.put("keepUntil", held.keepUntil() == null ? null : held.keepUntil().toString());
        node.put("bytes", held.bytes());
        node.put("setAside", held.setAside());
        node.put("conflicts", held.conflicts());
        return node;
    }

    /// A sort of what was set aside, as a line of the list.
    static String line(SetAside.Sort sort) {
        boolean done = sort.kind().equals(SetAside.APPLIED);
        return "aside  %,d of %s%s: %s, %s%s"
                .formatted(
                        sort.rows(),
                        sort.table().text(),
                        " (capture %d)".formatted(sort.capture()),
                        sort.kind(),
                        sort.reason(),
                        done ? "" : "; backout vault apply %d".formatted(sort.capture()));
    }

    /// The same for machines.
    static ObjectNode node(SetAside.Sort sort) {
        return new JsonMapper()
                .createObjectNode()
                .put("table", sort.table().text())
                .put("capture", sort.capture())
                .put("kind", sort.kind())
                .put("reason", sort.reason())
                .put("rows", sort.rows());
    }

    /// `16 kB`, `1.2 GB`.
    static String size(long bytes) {
        double size = (double) bytes / KB;
        int unit = 0;
        while (size >= KB && unit < UNITS.size() - 1) {
            size /= KB;
            unit++;
        }
        String format = unit == 0 || size >= 10 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, size, UNITS.get(unit));
    }

    private static String state(Capture capture) {
        return capture.state().name().toLowerCase(Locale.ROOT);
    }
}
