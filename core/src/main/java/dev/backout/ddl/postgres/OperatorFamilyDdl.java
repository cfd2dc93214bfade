package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.OperatorFamily;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Statements for operator families and the members that no class of theirs owns.
final class OperatorFamilyDdl implements KindDdl<OperatorFamily> {
    /// `OPERATOR 1 public.<(a, b) FOR ORDER BY f` and `FUNCTION 1 (a, b) public.f(a, b)`: DROP
    /// names the number and the first pair of types.
    private static final Pattern MEMBER =
            Pattern.compile("((?:OPERATOR|FUNCTION) \\d+) [^(]*(\\([^)]*\\)).*");

    @Override
    public List<Statement> create(OperatorFamily family, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("CREATE " + Designation.of(family)));
        if (!family.members().isEmpty()) {
            statements.add(add(family, family.members()));
        }
        return statements;
    }

    @Override
    public Statement drop(OperatorFamily family) {
        return Statement.of("DROP " + Designation.of(family));
    }

    @Override
    public Alteration alter(OperatorFamily from, OperatorFamily to) {
        List<String> gone = new ArrayList<>(from.members());
        gone.removeAll(to.members());
        List<String> come = new ArrayList<>(to.members());
        come.removeAll(from.members());
        List<Statement> statements = new ArrayList<>();
        if (!gone.isEmpty()) {
            List<String> names = gone.stream().map(OperatorFamilyDdl::dropName).toList();
            statements.add(
                    Statement.of("ALTER %s DROP %s", Designation.of(to), String.join(", ", names)));
        }
        if (!come.isEmpty()) {
            statements.add(add(to, come));
        }
        return Alteration.InPlace.of(statements);
    }

    private static Statement add(OperatorFamily family, List<String> members) {
        return Statement.of("ALTER %s ADD %s", Designation.of(family), String.join(", ", members));
    }

    private static String dropName(String member) {
        Matcher matcher = MEMBER.matcher(member);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no member of an operator family: " + member);
        }
        return matcher.group(1) + " " + matcher.group(2);
    }

    @Override
    public List<Statement> rename(OperatorFamily family, Address from, Address to) {
        return NewAddress.of("OPERATOR FAMILY", from, to);
    }
}
