package dev.backout.rows;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values that lead rows of partitioned tables into a partition: the lower end of its range, or the
/// first of its list. A hash takes every value.
final class PartitionBounds {
    private static final Pattern KEY = Pattern.compile("(?:RANGE|LIST) \\((.*)\\)");
    private static final Pattern BOUND =
            Pattern.compile("FOR VALUES (?:FROM|IN) \\((.*?)\\)(?: TO.*)?");
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([\\w$]+)");

    private final Map<Address, List<Table>> partitions = new HashMap<>();

    PartitionBounds(Snapshot schema) {
        for (Unit unit : schema.units().values()) {
            if (unit.root().catalog() != Catalogs.CLASS) {
                continue;
            }
            for (Entry entry : unit.entries()) {
                if (entry.object() instanceof Table table && table.partitionOf() != null) {
                    partitions
                            .computeIfAbsent(table.partitionOf().parent(), _ -> new ArrayList<>())
                            .add(table);
                }
            }
        }
    }

    /// SQL constants for columns of a partitioned table, by column; empty when nothing has to be
    /// observed, or nothing is understood.
    Map<String, String> values(Table table, int row) {
        Map<String, String> values = new HashMap<>();
        List<Table> parts = partitions.getOrDefault(table.address(), List.of());
        String key = table.partitionKey();
        if (key == null || parts.isEmpty()) {
            return values;
        }
        Table part = parts.get(row % parts.size());
        Matcher names = KEY.matcher(key);
        Matcher bound = BOUND.matcher(part.partitionOf() == null ? "" : part.partitionOf().bound());
        if (names.matches() && bound.matches()) {
            put(names.group(1), bound.group(1), values);
        }
        values(part, row).forEach(values::putIfAbsent);
        return values;
    }

    private static void put(String names, String constants, Map<String, String> values) {
        Matcher name = NAME.matcher(names);
        for (String constant : constants.split(", ", -1)) {
            if (!name.find()) {
                return;
            }
            String quoted = name.group(1);
            if (!constant.equals("MINVALUE") && !constant.equals("MAXVALUE")) {
                values.put(quoted == null ? name.group(2) : quoted.replace("\"\"", "\""), constant);
            }
        }
    }
}
