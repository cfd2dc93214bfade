package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Operator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Statements for operators.
final class OperatorDdl implements KindDdl<Operator> {
    /// A commutator or negator that does not exist yet becomes a shell, which its own CREATE
    /// OPERATOR fills.
    @Override
    public List<Statement> create(Operator operator, List<DbObject> parts) {
        List<String> path = operator.address().path();
        List<String> settings = new ArrayList<>();
        put(settings, "FUNCTION", operator.function());
        put(settings, "LEFTARG", path.get(2).equals("NONE") ? null : path.get(2));
        put(settings, "RIGHTARG", path.get(3).equals("NONE") ? null : path.get(3));
        put(settings, "COMMUTATOR", operator.commutator());
        put(settings, "NEGATOR", operator.negator());
        put(settings, "RESTRICT", operator.restrict());
        put(settings, "JOIN", operator.join());
        if (operator.hashes()) {
            settings.add("HASHES");
        }
        if (operator.merges()) {
            settings.add("MERGES");
        }
        return List.of(
                Statement.of(
                        "CREATE OPERATOR %s.%s (%s)",
                        Identifiers.quote(path.get(0)), path.get(1), String.join(", ", settings)));
    }

    private static void put(List<String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.add(name + " = " + value);
        }
    }

    @Override
    public Statement drop(Operator operator) {
        return Statement.of("DROP " + Designation.of(operator));
    }

    /// Only the estimators can be changed; what else PostgreSQL 17 lets be set cannot be unset.
    @Override
    public Alteration alter(Operator from, Operator to) {
        if (!from.function().equals(to.function())
                || !Objects.equals(from.commutator(), to.commutator())
                || !Objects.equals(from.negator(), to.negator())
                || from.hashes() != to.hashes()
                || from.merges() != to.merges()) {
            return new Alteration.Recreate();
        }
        List<String> settings = new ArrayList<>();
        if (!Objects.equals(from.restrict(), to.restrict())) {
            put(settings, "RESTRICT", Objects.requireNonNullElse(to.restrict(), "NONE"));
        }
        if (!Objects.equals(from.join(), to.join())) {
            put(settings, "JOIN", Objects.requireNonNullElse(to.join(), "NONE"));
        }
        return Alteration.InPlace.of(
                settings.isEmpty()
                        ? List.of()
                        : List.of(
                                Statement.of(
                                        "ALTER %s SET (%s)",
                                        Designation.of(to), String.join(", ", settings))));
    }

    /// Operators move to another schema and cannot be renamed: the new name is another operator.
    @Override
    public List<Statement> rename(Operator operator, Address from, Address to) {
        if (!from.path().get(1).equals(to.path().get(1))) {
            throw new IllegalArgumentException("an operator has no other name: " + to);
        }
        List<String> path = from.path();
        return List.of(
                Statement.of(
                        "ALTER OPERATOR %s.%s(%s, %s) SET SCHEMA %s",
                        Identifiers.quote(path.get(0)),
                        path.get(1),
                        path.get(2),
                        path.get(3),
                        Identifiers.quote(to.first())));
    }
}
