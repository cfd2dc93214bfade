package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Statistics;

import java.sql.SQLException;

/// Reads extended statistics.
final class ExtendedStatistics {
    static final KindReader READER =
            KindReader.ofParts(
                    "statistics",
                    Catalogs.CLASS,
                    Catalogs.STATISTIC_EXT,
                    ExtendedStatistics::statistics);

    private ExtendedStatistics() {}

    private static Statistics statistics(Row row) throws SQLException {
        return new Statistics(
                Address.of(ObjectKind.STATISTICS, row.text("schema"), row.text("name")),
                Address.of(
                        Indexes.relation(row.text("table_kind")),
                        row.text("table_schema"),
                        row.text("table_name")),
                row.text("definition"),
                row.integerOrNull("target"),
                row.ownerAndComment());
    }
}
