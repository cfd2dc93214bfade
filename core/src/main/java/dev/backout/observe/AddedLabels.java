package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;

import java.util.ArrayList;
import java.util.List;

/// Labels that a migration added to an enum and that left the others as they were. An application
/// that knows a list of them cannot read a row that has another one, and is not concerned before
/// there is such a row.
///
/// @param type the enum as the migration left it
/// @param labels those that came
public record AddedLabels(EnumType type, List<String> labels) {
    /// Copies the list.
    public AddedLabels {
        labels = List.copyOf(labels);
    }

    /// Those of a migration.
    public static List<AddedLabels> in(Observation observation) {
        List<AddedLabels> added = new ArrayList<>();
        for (Change change : observation.changes()) {
            if (change instanceof Change.Altered altered
                    && altered.before().object() instanceof EnumType was
                    && altered.after().object() instanceof EnumType is) {
                AddedLabels labels = between(was, is);
                if (!labels.labels().isEmpty()) {
                    added.add(labels);
                }
            }
        }
        return added;
    }

    /// None when labels went as well.
    static AddedLabels between(EnumType was, EnumType is) {
        return new AddedLabels(
                is,
                Alterations.onlyAddsLabels(was, is)
                        ? is.labels().stream()
                                .filter(label -> !was.labels().contains(label))
                                .map(EnumLabel::text)
                                .toList()
                        : List.of());
    }

    /// What that means for the previous version, a half sentence.
    public String reason() {
        return "%s has %s, which the previous version cannot read"
                .formatted(type.address().title(), String.join(", ", labels));
    }
}
