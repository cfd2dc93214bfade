package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The sizes of all tables as the catalog has them. No table is opened, so that nothing waits
/// behind a lock.
///
/// @param tables by address
/// @param partitioned those that hold no rows of their own; their size is that of their partitions
record TableSizes(Map<Address, TableSize> tables, Set<Address> partitioned) {
    /// pg_total_relation_size would wait behind an ACCESS EXCLUSIVE lock; relpages does not.
    private static final String SIZES =
            """
            with recursive tree as (
                select oid as root, oid from pg_class where relkind in ('r', 'p', 'm')
                union all
                select tree.root, i.inhrelid
                from tree
                join pg_inherits i on i.inhparent = tree.oid
            ),
            own as (
                select c.oid, c.reltuples,
                    c.relpages::bigint
                    + coalesce((select sum(x.relpages) from pg_index i
                        join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid), 0)
                    + coalesce((select t.relpages from pg_class t where t.oid = c.reltoastrelid), 0)
                    as pages
                from pg_class c where c.relkind in ('r', 'm')
            )
            select n.nspname, c.relname, c.relkind,
                coalesce(sum(greatest(own.reltuples, 0)), 0)::bigint,
                bool_and(own.reltuples < 0),
                coalesce(sum(own.pages), 0)::bigint * current_setting('block_size')::bigint
            from tree
            join pg_class c on c.oid = tree.root
            join pg_namespace n on n.oid = c.relnamespace
            left join own on own.oid = tree.oid
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            group by n.nspname, c.relname, c.relkind, c.oid\
            """;

    static TableSizes read(LiveQueries live) {
        Map<Address, TableSize> tables = new HashMap<>();
        Set<Address> partitioned = new HashSet<>();
        List<List<String>> rows = live.ask(SIZES);
        for (List<String> row : rows == null ? List.<List<String>>of() : rows) {
            ObjectKind kind =
                    row.get(2).equals("m") ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.TABLE;
            Address address = Address.of(kind, row.get(0), row.get(1));
            boolean unknown = row.get(4).equals("t");
            tables.put(
                    address,
                    new TableSize(
                            unknown ? -1 : Long.parseLong(row.get(3)), Long.parseLong(row.get(5))));
            if (row.get(2).equals("p")) {
                partitioned.add(address);
            }
        }
        return new TableSizes(Map.copyOf(tables), Set.copyOf(partitioned));
    }

    TableSize of(Address table) {
        return tables.getOrDefault(table, TableSize.UNKNOWN);
    }

    /// The tables on which a scan under a strong lock would be felt, without partitioned ones.
    Set<Address> big() {
        Set<Address> big = new HashSet<>();
        tables.forEach((address, size) -> {
            if (size.big() && !partitioned.contains(address)) {
                big.add(address);
            }
        });
        return big;
    }
}
