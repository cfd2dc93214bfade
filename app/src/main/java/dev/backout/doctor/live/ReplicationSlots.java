package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Replication slots that nobody reads: the server keeps its log for them until the disk is full.
record ReplicationSlots(LiveDatabase live) implements Examination {
    private static final long MUCH = 1L << 30;

    private static final String SQL =
            """
            select slot_name::text, coalesce(wal_status, ''),
                case when pg_catalog.pg_is_in_recovery() then 0 else coalesce(
                    pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn), 0)
                end::int8
            from pg_catalog.pg_replication_slots
            where not active and not temporary order by 1\
            """;

    @Override
    public Topic topic() {
        return Topic.REPLICATION_SLOTS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Finding> found = live.rows(SQL, ReplicationSlots::finding);
        return found.isEmpty()
                ? List.of(Finding.ok(Topic.REPLICATION_SLOTS, "no slot keeps the log for nobody"))
                : found;
    }

    private static Finding finding(ResultSet row) throws SQLException {
        String slot = row.getString(1);
        String status = row.getString(2);
        long kept = row.getLong(3);
        String remedy =
                "SELECT pg_drop_replication_slot(%s);  -- only when nobody will read it again"
                        .formatted(Identifiers.literal(slot));
        if (status.equals("lost")) {
            return Finding.warning(
                    Topic.REPLICATION_SLOTS,
                    "slot %s is lost: whoever read it has to be built anew".formatted(slot),
                    remedy);
        }
        String title =
                "nobody reads slot %s; %s of the server's log are kept for it"
                        .formatted(slot, Room.bytes(kept));
        boolean much = kept > MUCH || status.equals("extended") || status.equals("unreserved");
        return much
                ? Finding.warning(Topic.REPLICATION_SLOTS, title, remedy)
                : Finding.note(Topic.REPLICATION_SLOTS, title, remedy);
    }
}
