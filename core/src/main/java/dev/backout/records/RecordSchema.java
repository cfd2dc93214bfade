package dev.backout.records;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.sql.Resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The schema in the target database that holds our records. A comment on it tells that it is ours:
/// a schema of the same name that somebody else made is never touched. Immutable.
///
/// @param name the schema's name, unquoted
public record RecordSchema(String name) {
    /// The name when nobody says otherwise.
    public static final String USUAL = "backout";

    /// The trigger on the migration tool's history table.
    public static final String TRIGGER = "backout_bar";

    private static final String MARK = "Backout's records, format ";
    private static final int FORMAT = 4;
    private static final int JOURNAL = 2;

    /// The beginning of the names of triggers that tell what a migration does to rows.
    public static final String WATCH = "backout_watch";

    /// The beginning of the names of triggers that tell what is written while a copy is made.
    public static final String WARM = "backout_warm";

    /// The beginning of the names of triggers that tell what is written while values return.
    public static final String FILL = "backout_fill";

    /// The beginning of the names of what was dropped and lies hidden in its table:
    /// `backout_kept_7_` and the name of a column, `backout_kept_7.1_` and that of an index.
    public static final String HIDDEN = "backout_kept_";

    private static final Pattern HIDDEN_NAME = Pattern.compile(HIDDEN + "\\d+[._]");

    private static final Set<ObjectKind> HIDDEN_KINDS =
            EnumSet.of(ObjectKind.COLUMN, ObjectKind.INDEX, ObjectKind.CONSTRAINT);

    /// The kinds of what we make, and of what moves in; whatever else begins with that name is
    /// somebody else's.
    private static final Set<ObjectKind> OURS =
            EnumSet.of(
                    ObjectKind.SCHEMA, ObjectKind.TABLE, ObjectKind.SEQUENCE, ObjectKind.ROUTINE);

    /// How a database stands to our records.
    public enum State {
        /// There is no such schema.
        ABSENT,
        /// It is there and of the first format, which had neither journal nor lease.
        FIRST,
        /// It is there and of a format that we know.
        PRESENT
    }

    /// Looks whether the schema is there and ours.
    ///
    /// @throws BackoutException `configuration-invalid` when it is somebody else's, or of a newer
    ///   Backout
    public State state(Connection connection) {
        try {
            int format = format(connection);
            if (format == 0) {
                return State.ABSENT;
            }
            return format < JOURNAL ? State.FIRST : State.PRESENT;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking for schema " + name + " failed", e);
        }
    }

    /// Whether the schema is there, and with it the tables of this format. What an older one lacks,
    /// the next run adds.
    public boolean current(Connection connection) {
        try {
            return format(connection) == FORMAT;
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "looking for schema " + name + " failed", e);
        }
    }

    /// Whether there are a journal and a lease, which came with format 2.
    public boolean journalled(Connection connection) {
        return state(connection) == State.PRESENT;
    }

    /// The format of what is there; 0 when there is nothing.
    private int format(Connection connection) throws SQLException {
        String comment =
                Sql.first(
                        connection,
                        """
                        select coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '')
                        from pg_catalog.pg_namespace where nspname = ?\
                        """,
                        row -> row.getString(1),
                        name);
        return comment == null ? 0 : formatOf(comment);
    }

    /// Makes the schema and its tables when they are missing, and what a newer format added, in the
    /// caller's transaction. Two callers at once: one of them fails, and its transaction with it.
    public void ensure(Connection connection) throws SQLException {
        int found = format(connection);
        for (int format = found + 1; format <= FORMAT; format++) {
            Sql.execute(
                    connection,
                    Resource.text(RecordSchema.class, "records-%d.sql".formatted(format))
                            .formatted(sql()));
        }
        if (found < FORMAT) {
            Sql.execute(
                    connection,
                    "comment on schema %s is %s"
                            .formatted(sql(), Identifiers.literal(MARK + FORMAT)));
        }
    }

    /// The snapshot without what is ours: this schema, and our triggers and what lies hidden in the
    /// tables of others.
    ///
    /// @param snapshot any snapshot of a live database
    public Snapshot hiddenFrom(Snapshot snapshot) {
        return hiddenFrom(snapshot, Set.of());
    }

    /// The same with some of what lies hidden in the tables of others.
    ///
    /// @param revealed the addresses of that
    public Snapshot hiddenFrom(Snapshot snapshot, Set<Address> revealed) {
        Set<CatalogId> parts =
                snapshot.entries().stream()
                        .filter(entry ->
                                isTrigger(entry.address())
                                        || (isHidden(entry.address())
                                                && !revealed.contains(entry.address())))
                        .map(Entry::id)
                        .collect(Collectors.toSet());
        Snapshot without = snapshot.without(this::isOurs);
        return parts.isEmpty() ? without : without.withoutObjects(parts);
    }

    /// What of the snapshot is ours: what is in this schema, and what lies hidden in the tables of
    /// others.
    public Snapshot of(Snapshot snapshot) {
        List<Unit> ours = new ArrayList<>();
        for (Unit unit : snapshot.units().values()) {
            boolean own = isOurs(unit);
            List<Entry> entries =
                    unit.entries().stream()
                            .filter(entry -> own != isHidden(entry.address()))
                            .toList();
            if (!entries.isEmpty()) {
                ours.add(
                        entries.size() == unit.entries().size()
                                ? unit
                                : new Unit(unit.root(), entries, unit.dependencies()));
            }
        }
        return Snapshot.of(ours);
    }

    /// Whether it was dropped and lies hidden in its table.
    public static boolean isHidden(Address address) {
        return HIDDEN_KINDS.contains(address.kind())
                && HIDDEN_NAME.matcher(address.name()).lookingAt();
    }

    /// Whether it is in this schema.
    public boolean holds(Address address) {
        return OURS.contains(address.kind()) && address.first().equals(name);
    }

    private boolean isOurs(Unit unit) {
        return holds(unit.entries().getFirst().address());
    }

    /// Whether it is a trigger of ours on a table of others.
    public static boolean isTrigger(Address address) {
        return address.kind() == ObjectKind.TRIGGER
                && (address.name().equals(TRIGGER)
                        || address.name().startsWith(WATCH)
                        || address.name().startsWith(WARM)
                        || address.name().startsWith(FILL));
    }

    /// The name as SQL.
    public String sql() {
        return Identifiers.quote(name);
    }

    private int formatOf(String comment) {
        if (!comment.startsWith(MARK)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is a schema %s that Backout did not make".formatted(name),
                    "nothing was executed; name another one for Backout's records: recordSchema in"
                            + " backout.yaml");
        }
        for (int format = 1; format <= FORMAT; format++) {
            if (comment.equals(MARK + format)) {
                return format;
            }
        }
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "schema %s was made by a newer Backout: \"%s\"; this one knows format %d"
                        .formatted(name, comment, FORMAT),
                "nothing was executed; use the newer Backout");
    }
}
