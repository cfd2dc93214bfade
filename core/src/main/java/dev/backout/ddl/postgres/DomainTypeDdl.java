package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.DomainType;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Statements for domains; their constraints have their own.
final class DomainTypeDdl implements KindDdl<DomainType> {
    @Override
    public List<Statement> create(DomainType domain, List<DbObject> parts) {
        StringBuilder sql = new StringBuilder("CREATE " + Designation.of(domain));
        sql.append(" AS ").append(domain.baseType());
        if (domain.collation() != null) {
            sql.append(" COLLATE ").append(domain.collation());
        }
        if (domain.defaultExpression() != null) {
            sql.append(" DEFAULT ").append(domain.defaultExpression());
        }
        if (domain.notNull()) {
            sql.append(" NOT NULL");
        }
        return List.of(new Statement(sql.toString()));
    }

    @Override
    public Statement drop(DomainType domain) {
        return Statement.of("DROP " + Designation.of(domain));
    }

    @Override
    public Alteration alter(DomainType from, DomainType to) {
        if (!from.baseType().equals(to.baseType())
                || !Objects.equals(from.collation(), to.collation())) {
            return new Alteration.Rebuild();
        }
        List<Statement> statements = new ArrayList<>();
        String alter = "ALTER " + Designation.of(to);
        if (!Objects.equals(from.defaultExpression(), to.defaultExpression())) {
            statements.add(
                    new Statement(
                            to.defaultExpression() == null
                                    ? alter + " DROP DEFAULT"
                                    : alter + " SET DEFAULT " + to.defaultExpression()));
        }
        if (from.notNull() != to.notNull()) {
            statements.add(
                    new Statement(alter + (to.notNull() ? " SET NOT NULL" : " DROP NOT NULL")));
        }
        return Alteration.InPlace.of(statements);
    }

    @Override
    public List<Statement> rename(DomainType domain, Address from, Address to) {
        return NewAddress.of("DOMAIN", from, to);
    }
}
