package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Indexes that a failed CREATE or REINDEX INDEX CONCURRENTLY left behind: no query uses them,
/// every write pays for them, and `IF NOT EXISTS` takes them for the real one.
record InvalidIndexes(LiveDatabase live) implements Examination {
    private static final String SQL =
            """
            select n.nspname::text, c.relname::text, t.relname::text, c.relkind = 'I',
                exists (select from pg_catalog.pg_constraint k
                    where k.conindid = c.oid and k.contype in ('p', 'u', 'x')),
                exists (select from pg_catalog.pg_stat_progress_create_index p
                    where p.index_relid = c.oid
                      and p.datname = pg_catalog.current_database())
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_class t on t.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where (not i.indisvalid or not i.indisready or not i.indislive)
              and n.nspname !~ '^pg_t(oast|emp)'
            order by 1, 2\
            """;

    @Override
    public Topic topic() {
        return Topic.INVALID_INDEX;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        return live.findings(
                SQL,
                InvalidIndexes::finding,
                Finding.ok(Topic.INVALID_INDEX, "every index is valid"));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String index = LiveDatabase.object(row);
        String table = row.getString(3);
        if (row.getBoolean(6)) {
            return Finding.warning(
                    Topic.INVALID_INDEX,
                    "index %s on %s is being built at this moment".formatted(index, table),
                    "SELECT * FROM pg_stat_progress_create_index;  -- wait until it is done");
        }
        if (row.getBoolean(4)) {
            return Finding.warning(
                    Topic.INVALID_INDEX,
                    "partitioned index %s on %s lacks the index of a partition"
                            .formatted(index, table),
                    "ALTER INDEX %s ATTACH PARTITION NAME;  -- for each partition without it"
                            .formatted(index));
        }
        return Finding.warning(
                Topic.INVALID_INDEX,
                "index %s on %s is invalid: nothing uses it, every write pays for it"
                        .formatted(index, table),
                row.getBoolean(5)
                        ? "REINDEX INDEX CONCURRENTLY %s;".formatted(index)
                        : "DROP INDEX CONCURRENTLY %s;  -- or REINDEX INDEX CONCURRENTLY, to keep it"
                                .formatted(index));
    }
}
