package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Policy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Row security policies.
final class PolicyDdl implements KindDdl<Policy> {
    @Override
    public List<Statement> create(Policy policy, List<DbObject> parts) {
        return List.of(
                new Statement(
                        "CREATE "
                                + Designation.of(policy)
                                + (policy.permissive() ? "" : "\n    AS RESTRICTIVE")
                                + (policy.command().equals("ALL")
                                        ? ""
                                        : "\n    FOR " + policy.command())
                                + (policy.roles().equals(List.of("")) ? "" : roles(policy))
                                + using(policy)
                                + check(policy)));
    }

    @Override
    public Statement drop(Policy policy) {
        return new Statement("DROP " + Designation.of(policy));
    }

    /// ALTER POLICY can neither change the command nor take an expression away.
    @Override
    public Alteration alter(Policy from, Policy to) {
        if (!from.command().equals(to.command())
                || from.permissive() != to.permissive()
                || from.using() != null && to.using() == null
                || from.check() != null && to.check() == null) {
            return new Alteration.Recreate();
        }
        String actions =
                (from.roles().equals(to.roles()) ? "" : roles(to))
                        + (Objects.equals(from.using(), to.using()) ? "" : using(to))
                        + (Objects.equals(from.check(), to.check()) ? "" : check(to));
        return Alteration.InPlace.of(
                actions.isEmpty()
                        ? List.of()
                        : List.of(new Statement("ALTER " + Designation.of(to) + actions)));
    }

    @Override
    public List<Statement> rename(Policy policy, Address from, Address to) {
        return Renaming.onTable("ALTER POLICY", from, to);
    }

    private static String roles(Policy policy) {
        return policy.roles().stream()
                .map(Identifiers::role)
                .collect(Collectors.joining(", ", "\n    TO ", ""));
    }

    private static String using(Policy policy) {
        return policy.using() == null ? "" : "\n    USING " + Clauses.parenthesized(policy.using());
    }

    private static String check(Policy policy) {
        return policy.check() == null
                ? ""
                : "\n    WITH CHECK " + Clauses.parenthesized(policy.check());
    }
}
