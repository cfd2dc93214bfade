package dev.backout.plan;

import dev.backout.database.SessionZone;
import dev.backout.platform.Boundary;
import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Extension;
import dev.backout.schema.Grant;
import dev.backout.schema.Identifiers;
import dev.backout.schema.MemberGrants;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Policy;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Unit;
import dev.backout.scratch.ScratchOptions;

import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The schema of the live database without what is the migration tool's or Backout's own.
///
/// @param snapshot the objects
/// @param owner the role that runs the migrations: the owner of the history table
/// @param major the server's major version
/// @param zone the time zone of a session there
/// @param records what is in Backout's own schema
public record LiveSchema(
        Snapshot snapshot, String owner, int major, SessionZone zone, Snapshot records) {
    /// Reads it.
    ///
    /// @param connection of its own: its settings are changed
    /// @param historyTable as SQL
    /// @param records the schema of Backout's own records
    public static LiveSchema read(
            Connection connection, String historyTable, String records, Duration patience) {
        return of(LiveCatalog.read(connection, patience), historyTable, records);
    }

    /// What of a catalog is neither the migration tool's nor Backout's.
    ///
    /// @param historyTable as SQL
    /// @param records the schema of Backout's own records
    public static LiveSchema of(LiveCatalog live, String historyTable, String records) {
        Snapshot all = live.snapshot();
        RecordSchema ours = new RecordSchema(records);
        Snapshot rest = ours.hiddenFrom(all).without(unit -> ofHistory(unit, historyTable));
        return new LiveSchema(
                withoutEmptySchema(rest, historyTable),
                owner(all, historyTable, live.user()),
                live.major(),
                live.zone(),
                ours.of(all));
    }

    /// All roles that something belongs or is granted to, but for the owner and the server's own.
    public List<String> otherRoles() {
        Set<String> roles = new HashSet<>();
        snapshot.entries().forEach(entry -> addRoles(entry.object(), roles));
        records.entries().forEach(entry -> addRoles(entry.object(), roles));
        roles.remove(owner);
        return roles.stream()
                .filter(role -> !role.isEmpty() && !role.startsWith("pg_"))
                .sorted()
                .toList();
    }

    /// How a database has to be made in which migrations do what they did here.
    public ScratchOptions scratchOptions() {
        return ScratchOptions.plain()
                .ownedBy(owner)
                .inZone(zone.name())
                .withRoles(otherRoles())
                .on(platform());
    }

    /// The platform that the database is on.
    public Platform platform() {
        return Platforms.of(snapshot);
    }

    /// The objects that are the application's, see [Boundary].
    public Snapshot application() {
        return Boundary.application(snapshot);
    }

    /// The extensions in schema public that are not there in every database.
    public List<String> extensions() {
        return snapshot.entries().stream()
                .filter(entry ->
                        entry.object() instanceof Extension
                                && !entry.address().name().equals("plpgsql"))
                .map(entry -> entry.address().name())
                .toList();
    }

    private static void addRoles(DbObject object, Set<String> roles) {
        Standing standing = object.standing();
        if (standing.owner() != null) {
            roles.add(standing.owner());
        }
        addRoles(standing.grants(), roles);
        if (object instanceof Column column && column.identity() != null) {
            addRoles(column.identity().standing().grants(), roles);
        }
        if (object instanceof Extension extension) {
            for (MemberGrants member : extension.members()) {
                addRoles(member.granted(), roles);
                addRoles(member.withdrawn(), roles);
            }
        }
        if (object instanceof Policy policy) {
            roles.addAll(policy.roles());
        }
    }

    private static void addRoles(List<Grant> grants, Set<String> roles) {
        for (Grant grant : grants) {
            roles.add(grant.grantee());
            roles.add(grant.grantor());
        }
    }

    private static boolean isHistory(Unit unit, String historyTable) {
        Address address = unit.entries().getFirst().address();
        return address.kind() == ObjectKind.TABLE
                && Identifiers.dotted(address.path()).equals(historyTable);
    }

    /// The sequence of a serial column is the table's.
    private static boolean ofHistory(Unit unit, String historyTable) {
        return isHistory(unit, historyTable)
                || (unit.entries().getFirst().object() instanceof Sequence sequence
                        && sequence.ownedBy() != null
                        && Identifiers.dotted(sequence.ownedBy().path().subList(0, 2))
                                .equals(historyTable));
    }

    /// A schema that the tool made for its history alone.
    private static Snapshot withoutEmptySchema(Snapshot rest, String historyTable) {
        for (Unit unit : rest.units().values()) {
            Address schema = unit.entries().getFirst().address();
            if (schema.kind() == ObjectKind.SCHEMA
                    && !schema.name().equals("public")
                    && historyTable.startsWith(Identifiers.quote(schema.name()) + ".")) {
                boolean empty =
                        rest.units().values().stream()
                                .map(one -> one.entries().getFirst().address())
                                .noneMatch(one ->
                                        one.path().size() > 1 && one.first().equals(schema.name()));
                return empty ? rest.without(one -> one == unit) : rest;
            }
        }
        return rest;
    }

    private static String owner(Snapshot all, String historyTable, String user) {
        for (Unit unit : all.units().values()) {
            String owner = unit.entries().getFirst().object().standing().owner();
            if (owner != null && isHistory(unit, historyTable)) {
                return owner;
            }
        }
        return user;
    }
}
