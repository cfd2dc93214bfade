package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.DefaultPrivileges;
import dev.backout.schema.Grant;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Statements for default privileges. Unlike other kinds' their grants are what they are, so that
/// these statements, and not those of standing, see to them.
final class DefaultPrivilegesDdl implements KindDdl<DefaultPrivileges> {
    @Override
    public List<Statement> create(DefaultPrivileges privileges, List<DbObject> parts) {
        return difference(
                privileges.address(),
                BuiltInPrivileges.of(privileges),
                privileges.standing().grants());
    }

    /// The privileges are brought back to the built-in ones, at which the server forgets them. When
    /// that takes several statements, one block holds them.
    @Override
    public Statement drop(DefaultPrivileges privileges) {
        List<Statement> statements =
                difference(
                        privileges.address(),
                        privileges.standing().grants(),
                        BuiltInPrivileges.of(privileges));
        if (statements.size() == 1) {
            return statements.getFirst();
        }
        return new Statement(
                statements.stream()
                        .map(statement -> "    " + statement.text() + "\n")
                        .collect(Collectors.joining("", "DO $$ BEGIN\n", "END $$")));
    }

    @Override
    public Alteration alter(DefaultPrivileges from, DefaultPrivileges to) {
        return Alteration.InPlace.of(
                difference(to.address(), from.standing().grants(), to.standing().grants()));
    }

    /// They have no name; they follow role and schema.
    @Override
    public List<Statement> rename(DefaultPrivileges privileges, Address from, Address to) {
        return List.of();
    }

    private static List<Statement> difference(
            Address address, Collection<Grant> from, Collection<Grant> to) {
        Set<Grant> gone = new HashSet<>(from);
        to.forEach(gone::remove);
        Set<Grant> come = new HashSet<>(to);
        from.forEach(come::remove);
        String start = "ALTER DEFAULT PRIVILEGES FOR ROLE " + Identifiers.quote(address.first());
        if (!address.path().get(1).isEmpty()) {
            start += " IN SCHEMA " + Identifiers.quote(address.path().get(1));
        }
        String kind = address.path().get(2).toUpperCase(Locale.ROOT);
        List<Statement> statements = new ArrayList<>();
        for (Map.Entry<String, Set<String>> entry : privileges(gone).entrySet()) {
            statements.add(
                    Statement.of(
                            "%s REVOKE %s ON %s FROM %s",
                            start, String.join(", ", entry.getValue()), kind, role(entry)));
        }
        for (Map.Entry<String, Set<String>> entry : privileges(come).entrySet()) {
            statements.add(
                    Statement.of(
                            "%s GRANT %s ON %s TO %s%s",
                            start,
                            String.join(", ", entry.getValue()),
                            kind,
                            role(entry),
                            entry.getKey().startsWith("*") ? " WITH GRANT OPTION" : ""));
        }
        return statements;
    }

    /// Privileges by grantee, with a star before those that come with the grant option.
    private static Map<String, Set<String>> privileges(Set<Grant> grants) {
        Map<String, Set<String>> map = new TreeMap<>();
        for (Grant grant : grants) {
            map.computeIfAbsent(
                            (grant.grantable() ? "*" : " ") + grant.grantee(), k -> new TreeSet<>())
                    .add(grant.privilege());
        }
        return map;
    }

    private static String role(Map.Entry<String, Set<String>> entry) {
        return Identifiers.role(entry.getKey().substring(1));
    }
}
