package dev.backout.plan;

import dev.backout.observe.LockMode;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Who would be in the way of the run now: transactions that have lasted for a while and hold locks
/// on tables that it locks.
final class Sessions {
    private static final String HOLDERS =
            """
            select a.pid, coalesce(nullif(a.application_name, ''), a.usename, '?'),
                (extract(epoch from now() - a.xact_start))::bigint,
                wanted.name, l.mode
            from (values %s) as wanted (name, mode)
            join pg_class c on c.oid = to_regclass(wanted.name)
            join pg_locks l on l.locktype = 'relation' and l.relation = c.oid and l.granted
                and l.database = (select oid from pg_database where datname = current_database())
            join pg_stat_activity a on a.pid = l.pid
            where a.pid <> pg_backend_pid() and a.xact_start < now() - interval '1 second'
            order by a.xact_start
            limit 20\
            """;

    private Sessions() {}

    /// One note per session, the longest transaction first; no query texts.
    static List<String> inTheWay(LiveQueries live, List<PlannedLock> locks) {
        if (locks.isEmpty()) {
            return List.of();
        }
        String wanted =
                locks.stream()
                        .map(lock ->
                                "(%s, %s)"
                                        .formatted(
                                                Identifiers.literal(
                                                        Identifiers.dotted(lock.table().path())),
                                                Identifiers.literal(lock.mode())))
                        .collect(Collectors.joining(", "));
        List<List<String>> rows = live.ask(HOLDERS.formatted(wanted));
        List<String> notes = new ArrayList<>();
        for (List<String> row : rows == null ? List.<List<String>>of() : rows) {
            if (conflicts(row.get(4), row.get(3), locks)) {
                notes.add(
                        "in the way now: pid %s (%s) has held %s on %s in a transaction of %s s"
                                .formatted(
                                        row.get(0),
                                        row.get(1),
                                        row.get(4),
                                        row.get(3),
                                        row.get(2)));
            }
        }
        return List.copyOf(notes);
    }

    private static boolean conflicts(String held, String table, List<PlannedLock> locks) {
        return locks.stream()
                .filter(lock -> Identifiers.dotted(lock.table().path()).equals(table))
                .anyMatch(lock ->
                        LockMode.ofServer(lock.mode()).conflictsWith(LockMode.ofServer(held)));
    }
}
