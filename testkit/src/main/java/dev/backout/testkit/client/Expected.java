package dev.backout.testkit.client;

import dev.backout.schema.Column;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/// What an application takes a column for: what it cannot take, it cannot read.
///
/// @param name the column's name
/// @param required whether it counts on a value
/// @param labels the values that it knows; empty when it knows no list of them
record Expected(String name, boolean required, Set<String> labels) {
    Expected {
        labels = Set.copyOf(labels);
    }

    static Expected of(Column column, Snapshot schema) {
        Set<String> labels = new TreeSet<>();
        String type = column.type().replace("[]", "");
        schema.units()
                .values()
                .forEach(unit -> {
                    if (unit.entries().getFirst().object() instanceof EnumType known
                            && Identifiers.dotted(known.address().path()).equals(type)) {
                        known.labels().stream().map(EnumLabel::text).forEach(labels::add);
                    }
                });
        return new Expected(
                column.address().name(),
                column.notNull() != null && column.notNull().validated(),
                labels);
    }

    static Expected anything(String name) {
        return new Expected(name, false, Set.of());
    }

    /// Why a value cannot be read, or null when it can.
    @Nullable String refusal(@Nullable String value) {
        if (value == null) {
            return required ? "NULL in " + name : null;
        }
        if (labels.isEmpty()) {
            return null;
        }
        String inside = value.startsWith("{") ? value.substring(1, value.length() - 1) : value;
        for (String label : value.startsWith("{") ? inside.split(",", -1) : new String[] {value}) {
            String bare = label.replace("\"", "");
            if (!bare.isEmpty() && !labels.contains(bare) && !labels.contains(label)) {
                return "unknown label %s in %s".formatted(bare, name);
            }
        }
        return null;
    }
}
