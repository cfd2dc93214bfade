package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.PartitionOf;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads tables, partitioned tables, partitions and foreign tables.
final class Tables {
    static final KindReader READER = KindReader.ofRoots("table", Catalogs.CLASS, Tables::table);

    private Tables() {}

    private static Table table(Row row) throws SQLException {
        List<Address> parents = parents(row);
        PartitionOf partition = partitionOf(parents, row.textOrNull("bound"));
        return new Table(
                Address.of(ObjectKind.TABLE, row.text("schema"), row.text("name")),
                row.flag("unlogged"),
                row.textOrNull("partition_key"),
                partition,
                partition == null ? parents : List.of(),
                row.textOrNull("of_type"),
                options(row),
                row.textOrNull("access_method"),
                row.textOrNull("tablespace"),
                replicaIdentity(row),
                row.flag("row_security"),
                row.flag("force_row_security"),
                row.textOrNull("clustered_on"),
                foreign(row),
                row.standing());
    }

    private static @Nullable PartitionOf partitionOf(
            List<Address> parents, @Nullable String bound) {
        return bound == null || parents.isEmpty()
                ? null
                : new PartitionOf(parents.getFirst(), bound);
    }

    private static List<Address> parents(Row row) throws SQLException {
        List<String> schemas = row.texts("parent_schemas");
        List<String> names = row.texts("parent_names");
        List<Address> parents = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parents.add(Address.of(ObjectKind.TABLE, schemas.get(i), names.get(i)));
        }
        return parents;
    }

    /// Storage parameters, those of TOAST with their prefix.
    static List<String> options(Row row) throws SQLException {
        return Stream.concat(
                        row.texts("options").stream(),
                        row.texts("toast_options").stream().map(option -> "toast." + option))
                .sorted()
                .toList();
    }

    private static String replicaIdentity(Row row) throws SQLException {
        return switch (row.text("replica_identity")) {
            case "f" -> "FULL";
            case "n" -> "NOTHING";
            case "i" -> usingIndex(row.textOrNull("replica_index"));
            default -> "DEFAULT";
        };
    }

    /// When the index was dropped, the letter stays and means nothing is identified.
    private static String usingIndex(@Nullable String index) {
        return index == null ? "NOTHING" : "USING INDEX " + Identifiers.quote(index);
    }

    private static @Nullable ForeignSource foreign(Row row) throws SQLException {
        String server = row.textOrNull("server");
        return server == null ? null : new ForeignSource(server, row.sortedTexts("server_options"));
    }
}
