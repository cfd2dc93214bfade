package dev.backout.ddl.postgres;

import dev.backout.ddl.Statement;
import dev.backout.schema.Grant;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Standing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// From the grants that an object has to those that it is to have.
final class GrantChange {
    private final GrantTarget target;
    private final Set<Grant> old;
    private final Set<Grant> wanted;

    /// @param from the standing before the owner was changed
    GrantChange(GrantTarget target, Standing from, Standing to) {
        this.target = target;
        this.old = underOwner(from, to.owner());
        this.wanted = new LinkedHashSet<>(to.grants());
    }

    /// Revokes first what others passed on, then what the owner gave; grants in the reverse order.
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        statements.addAll(
                grouped(tooMany(), Comparator.comparing(Grant::grantor).reversed(), this::revoke));
        statements.addAll(
                grouped(
                        old.stream().filter(this::losesOption).toList(),
                        Comparator.comparing(Grant::grantor).reversed(),
                        this::revokeOption));
        statements.addAll(
                grouped(
                        wanted.stream().filter(g -> !old.contains(g) && !narrowed(g)).toList(),
                        Comparator.comparing(Grant::grantor),
                        this::grant));
        return statements;
    }

    private List<Grant> tooMany() {
        return old.stream()
                .filter(g -> !wanted.contains(g) && !wanted.contains(toggled(g)))
                .toList();
    }

    private boolean losesOption(Grant grant) {
        return grant.grantable() && !wanted.contains(grant) && wanted.contains(toggled(grant));
    }

    private boolean narrowed(Grant grant) {
        return !grant.grantable() && old.contains(toggled(grant));
    }

    private static Grant toggled(Grant grant) {
        return new Grant(grant.grantee(), grant.privilege(), !grant.grantable(), grant.grantor());
    }

    /// ALTER ... OWNER hands the old owner's own privileges and grants over (`aclnewowner`).
    private static Set<Grant> underOwner(Standing from, @Nullable String owner) {
        String was = from.owner();
        if (owner == null || was == null || owner.equals(was)) {
            return new LinkedHashSet<>(from.grants());
        }
        return from.grants().stream()
                .map(g ->
                        new Grant(
                                g.grantee().equals(was) ? owner : g.grantee(),
                                g.privilege(),
                                g.grantable(),
                                g.grantor().equals(owner) ? "" : g.grantor()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private record Group(String grantor, String grantee, boolean grantable) {}

    private interface Verb {
        String say(Group group, String privileges);
    }

    /// One statement for all privileges of one grantee.
    private List<Statement> grouped(List<Grant> grants, Comparator<Grant> order, Verb verb) {
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        grants.stream()
                .sorted(order)
                .forEach(g ->
                        groups.computeIfAbsent(
                                        new Group(g.grantor(), g.grantee(), g.grantable()),
                                        _ -> new ArrayList<>())
                                .add(g.privilege() + target.columns()));
        List<Statement> statements = new ArrayList<>();
        groups.forEach((group, privileges) ->
                statements.addAll(
                        as(group.grantor(), verb.say(group, String.join(", ", privileges)))));
        return statements;
    }

    private String grant(Group group, String privileges) {
        return "GRANT %s ON %s TO %s%s"
                .formatted(
                        privileges,
                        target.name(),
                        Identifiers.role(group.grantee()),
                        group.grantable() ? " WITH GRANT OPTION" : "");
    }

    private String revoke(Group group, String privileges) {
        return "REVOKE %s ON %s FROM %s"
                .formatted(privileges, target.name(), Identifiers.role(group.grantee()));
    }

    private String revokeOption(Group group, String privileges) {
        return "REVOKE GRANT OPTION FOR %s ON %s FROM %s"
                .formatted(privileges, target.name(), Identifiers.role(group.grantee()));
    }

    /// The server takes GRANTED BY for the current role alone, so another grantor has to be one.
    private static List<Statement> as(String grantor, String sql) {
        return grantor.isEmpty()
                ? List.of(new Statement(sql))
                : List.of(
                        new Statement("SET ROLE " + Identifiers.quote(grantor)),
                        new Statement(sql),
                        new Statement("RESET ROLE"));
    }
}
