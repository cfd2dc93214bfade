package dev.backout.journal;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.merge.Fill;

import java.util.ArrayList;
import java.util.List;

/// Values that return in batches as the columns of their step's row, and back.
final class FillColumns {
    /// Schema, table and column; capture, rows, place, progress, missed, number of statements.
    private static final int FIXED = 9;

    private static final int PATH = 3;

    private FillColumns() {}

    static StepColumns of(String kind, String title, Fill fill) {
        List<String> statements = new ArrayList<>(fill.batch());
        statements.addAll(fill.end());
        List<String> details = new ArrayList<>(fill.column().path());
        details.add(Long.toString(fill.capture()));
        details.add(Long.toString(fill.rows()));
        details.add(fill.place());
        details.add(fill.progress());
        details.add(fill.missed());
        details.add(Integer.toString(fill.batch().size()));
        for (Fill.Key key : fill.key()) {
            details.add(key.name());
            details.add(key.type());
        }
        return new StepColumns(kind, title, statements, details);
    }

    /// @throws IllegalArgumentException when it is something else
    /// @throws IndexOutOfBoundsException when something is missing
    static Fill fill(List<String> statements, List<String> details) {
        List<Fill.Key> key = new ArrayList<>();
        for (int i = FIXED; i < details.size(); i += 2) {
            key.add(new Fill.Key(details.get(i), details.get(i + 1)));
        }
        int batch = Integer.parseInt(details.get(FIXED - 1));
        return new Fill(
                new Address(ObjectKind.COLUMN, details.subList(0, PATH)),
                Long.parseLong(details.get(PATH)),
                Long.parseLong(details.get(PATH + 1)),
                details.get(PATH + 2),
                details.get(PATH + 3),
                details.get(PATH + 4),
                key,
                statements.subList(0, batch),
                statements.subList(batch, statements.size()));
    }
}
