package dev.backout.backup;

import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Unit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A schema as far as a dump of one database brings it back: without owners, grants and
/// tablespaces, which belong to the server. Small enough to be kept beside a dump, and enough to
/// tell what differs.
///
/// @param units a mark for each table with its parts, type, routine and so on, by title
public record SchemaMarks(Map<String, String> units) {
    private static final Set<ObjectKind> RIGHTS =
            EnumSet.of(ObjectKind.DEFAULT_PRIVILEGES, ObjectKind.USER_MAPPING);

    /// Sorts the units.
    public SchemaMarks {
        units = Collections.unmodifiableMap(new TreeMap<>(units));
    }

    /// The marks of a catalog.
    public static SchemaMarks of(Snapshot snapshot) {
        Map<String, String> units = new TreeMap<>();
        for (Unit unit : snapshot.units().values()) {
            Address root = unit.entries().getFirst().address();
            if (!RIGHTS.contains(root.kind())) {
                units.put(root.title(), mark(unit));
            }
        }
        return new SchemaMarks(units);
    }

    /// One hash for all of them.
    public String hash() {
        var text = new StringBuilder();
        units.forEach((title, mark) -> text.append(title).append(' ').append(mark).append('\n'));
        return Checksums.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// What another schema has otherwise, one half sentence for each unit.
    public List<String> differences(SchemaMarks other) {
        List<String> lines = new ArrayList<>();
        units.forEach((title, mark) -> {
            String found = other.units.get(title);
            if (found == null) {
                lines.add(title + " is missing");
            } else if (!found.equals(mark)) {
                lines.add(title + " is not the same");
            }
        });
        other.units.keySet().stream()
                .filter(title -> !units.containsKey(title))
                .forEach(title -> lines.add(title + " is new"));
        return lines;
    }

    private static String mark(Unit unit) {
        var parts = new TreeMap<String, String>();
        unit.entries().forEach(entry -> parts.put(entry.address().title(), text(entry)));
        byte[] bytes = parts.toString().getBytes(StandardCharsets.UTF_8);
        return Checksums.sha256(bytes).substring(0, 32);
    }

    private static String text(Entry entry) {
        var attributes = new TreeMap<>(entry.object().attributes());
        attributes.keySet().removeAll(Standing.RIGHTS);
        attributes.remove("tablespace");
        return attributes.toString();
    }
}
