package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.Identifiers;

import java.util.List;

/// Statements for constraints of domains.
final class DomainConstraintDdl implements KindDdl<DomainConstraint> {
    @Override
    public List<Statement> create(DomainConstraint constraint, List<DbObject> parts) {
        return List.of(
                Statement.of(
                        "%s ADD CONSTRAINT %s %s%s",
                        alterDomain(constraint.address()),
                        Identifiers.quote(constraint.address().name()),
                        ConstraintText.readable(constraint.definition()),
                        constraint.validated() ? "" : " NOT VALID"));
    }

    @Override
    public Statement drop(DomainConstraint constraint) {
        return Statement.of(
                "%s DROP CONSTRAINT %s",
                alterDomain(constraint.address()), Identifiers.quote(constraint.address().name()));
    }

    @Override
    public Alteration alter(DomainConstraint from, DomainConstraint to) {
        if (!from.definition().equals(to.definition()) || (from.validated() && !to.validated())) {
            return new Alteration.Recreate();
        }
        if (from.validated() == to.validated()) {
            return Alteration.InPlace.of(List.of());
        }
        return Alteration.InPlace.of(
                List.of(
                        Statement.of(
                                "%s VALIDATE CONSTRAINT %s",
                                alterDomain(to.address()),
                                Identifiers.quote(to.address().name()))));
    }

    @Override
    public List<Statement> rename(DomainConstraint constraint, Address from, Address to) {
        return List.of(
                Statement.of(
                        "%s RENAME CONSTRAINT %s TO %s",
                        alterDomain(from),
                        Identifiers.quote(from.name()),
                        Identifiers.quote(to.name())));
    }

    private static String alterDomain(Address constraint) {
        return "ALTER DOMAIN " + Identifiers.dotted(constraint.path().subList(0, 2));
    }
}
