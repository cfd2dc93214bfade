package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.StandingDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DbObject;
import dev.backout.schema.Extension;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Identity;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.MemberGrants;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.Standing;
import dev.backout.schema.View;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Owner, grants and comments on PostgreSQL. A table's grants belong before its columns': REVOKE on
/// a table also takes the privilege from every column.
final class PostgresStanding implements StandingDdl {
    @Override
    public List<Statement> change(DbObject from, DbObject to) {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(owner(from, to));
        if (GrantTarget.knows(to)) {
            statements.addAll(
                    new GrantChange(GrantTarget.of(to), from.standing(), to.standing())
                            .statements());
        }
        statements.addAll(comment(from.standing(), to.standing(), to));
        statements.addAll(inside(from, to));
        return statements;
    }

    @Override
    public List<Statement> comment(DbObject object) {
        return comment(Standing.NONE, object.standing(), object);
    }

    private static List<Statement> owner(DbObject from, DbObject to) {
        String owner = to.standing().owner();
        if (owner == null || owner.equals(from.standing().owner()) || !ownerIsItsOwn(to)) {
            return List.of();
        }
        return List.of(
                Statement.of("ALTER %s OWNER TO %s", Designation.of(to), Identifiers.role(owner)));
    }

    /// An owned sequence and an index have the owner of their table; an extension's and a default
    /// privilege's role cannot be altered.
    private static boolean ownerIsItsOwn(DbObject object) {
        if (object instanceof Sequence sequence) {
            return sequence.ownedBy() == null;
        }
        return object.kind() != ObjectKind.INDEX
                && object.kind() != ObjectKind.EXTENSION
                && object.kind() != ObjectKind.DEFAULT_PRIVILEGES;
    }

    private static List<Statement> comment(Standing from, Standing to, DbObject object) {
        return Objects.equals(from.comment(), to.comment())
                ? List.of()
                : List.of(Comments.on(Designation.of(object), to.comment()));
    }

    /// What has no address of its own.
    private static List<Statement> inside(DbObject from, DbObject to) {
        if (from instanceof Column old && to instanceof Column wanted) {
            List<Statement> statements = new ArrayList<>(Comments.onNotNull(old, wanted));
            statements.addAll(sequence(old.identity(), wanted.identity()));
            return statements;
        }
        if (from instanceof Extension old && to instanceof Extension wanted) {
            return members(old, wanted);
        }
        if (from instanceof CompositeType old && to instanceof CompositeType wanted) {
            return Comments.onFields(old, wanted);
        }
        if (from instanceof View old && to instanceof View wanted) {
            return ViewColumnStanding.change(wanted, old.columns(), wanted.columns());
        }
        if (from instanceof MaterializedView old && to instanceof MaterializedView wanted) {
            return ViewColumnStanding.change(wanted, old.columns(), wanted.columns());
        }
        return List.of();
    }

    /// A new identity gets its grants once it is there.
    private static List<Statement> sequence(@Nullable Identity from, @Nullable Identity to) {
        if (from == null || to == null) {
            return List.of();
        }
        Standing wanted = to.standing();
        GrantTarget target = GrantTarget.sequence(to.sequence());
        List<Statement> statements =
                new ArrayList<>(new GrantChange(target, from.standing(), wanted).statements());
        if (!Objects.equals(from.standing().comment(), wanted.comment())) {
            statements.add(Comments.on(target.name(), wanted.comment()));
        }
        return statements;
    }

    /// What is made anew, and what an extension brings to another schema or another version, is
    /// seen to once it is there.
    private static List<Statement> members(Extension from, Extension to) {
        if (!from.schema().equals(to.schema()) || !from.version().equals(to.version())) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        for (MemberGrants.Shift shift : MemberGrants.shifts(from.members(), to.members())) {
            statements.addAll(
                    new GrantChange(
                                    GrantTarget.member(shift.member()),
                                    new Standing(null, shift.was(), null),
                                    new Standing(null, shift.is(), null))
                            .statements());
        }
        return statements;
    }
}
