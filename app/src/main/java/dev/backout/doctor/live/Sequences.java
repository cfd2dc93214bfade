package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// Sequences that will soon have no number left. Those that the role may not read are left out.
record Sequences(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select schemaname::text, sequencename::text, data_type::text,
                100.0 * last_value / max_value
            from pg_catalog.pg_sequences
            where increment_by > 0 and not cycle and max_value > 0
              and last_value > 0.8 * max_value
            order by 4 desc limit 20\
            """;

    @Override
    public Topic topic() {
        return Topic.SEQUENCE;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> found =
                live.rows(
                        SQL,
                        row ->
                                finding(
                                        Identifiers.dotted(
                                                List.of(row.getString(1), row.getString(2))),
                                        row.getString(3),
                                        row.getDouble(4)));
        return found.isEmpty()
                ? List.of(Finding.ok(Topic.SEQUENCE, "no sequence is near its end"))
                : found;
    }

    private static Finding finding(String sequence, String type, double used) {
        return Finding.warning(
                Topic.SEQUENCE,
                String.format(
                        Locale.ROOT,
                        "sequence %s (%s) is used up to %.0f %%",
                        sequence,
                        type,
                        used),
                type.equals("bigint")
                        ? null
                        : "ALTER SEQUENCE %s AS bigint;  -- and the columns that it fills"
                                .formatted(sequence));
    }
}
