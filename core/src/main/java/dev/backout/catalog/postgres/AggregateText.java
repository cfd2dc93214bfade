package dev.backout.catalog.postgres;

import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The CREATE statement of an aggregate, for which the server has no function.
final class AggregateText {
    /// Settings with a value, as CREATE AGGREGATE and our query call them.
    private static final List<String> VALUES =
            List.of(
                    "sfunc",
                    "stype",
                    "sspace",
                    "finalfunc",
                    "finalfunc_modify",
                    "combinefunc",
                    "serialfunc",
                    "deserialfunc",
                    "initcond",
                    "msfunc",
                    "minvfunc",
                    "mstype",
                    "msspace",
                    "mfinalfunc",
                    "mfinalfunc_modify",
                    "minitcond",
                    "sortop",
                    "parallel");

    private static final List<String> FLAGS =
            List.of("finalfunc_extra", "mfinalfunc_extra", "hypothetical");

    private AggregateText() {}

    static String of(Row row) throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String name : VALUES) {
            String value = row.textOrNull(name);
            if (value != null) {
                settings.add(name + " = " + value);
            }
        }
        for (String name : FLAGS) {
            if (row.flag(name)) {
                settings.add(name);
            }
        }
        return "CREATE OR REPLACE AGGREGATE %s(%s) (\n    %s\n)"
                .formatted(
                        Identifiers.dotted(List.of(row.text("schema"), row.text("name"))),
                        row.text("arguments"),
                        String.join(",\n    ", settings));
    }
}
