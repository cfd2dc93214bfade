package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.sql.ResultSet;
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
        return live.findings(
                SQL, Sequences::finding, Finding.ok(Topic.SEQUENCE, "no sequence is near its end"));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String sequence = LiveDatabase.object(row);
        String type = row.getString(3);
        return Finding.warning(
                Topic.SEQUENCE,
                String.format(
                        Locale.ROOT,
                        "sequence %s (%s) is used up to %.0f %%",
                        sequence,
                        type,
                        row.getDouble(4)),
                type.equals("bigint")
                        ? null
                        : "ALTER SEQUENCE %s AS bigint;  -- and the columns that it fills"
                                .formatted(sequence));
    }
}
