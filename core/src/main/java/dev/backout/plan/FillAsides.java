package dev.backout.plan;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Identifiers;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.merge.Later;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What has to wait until the values of a column are there that return in batches: NOT NULL and
/// checks over it, which are added without a look at the rows and validated then, and unique
/// constraints, whose indexes are built concurrently first. NOT NULL of a large column that was
/// hidden is enforced at once, and only validated then. Pure.
///
/// @param ddl the statements of the database product
record FillAsides(Ddl ddl, Later later) {
    private static final Pattern PLAIN = Pattern.compile("UNIQUE (\\(.*\\))");

    /// What becomes of statements of an inverse, by their texts.
    ///
    /// @param changes what the migrations did
    Map<String, List<LoneStatement>> of(List<Change> changes) {
        Map<String, List<LoneStatement>> aside = new LinkedHashMap<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Dropped(var entry) -> {
                    switch (entry.object()) {
                        case Constraint constraint -> constraint(constraint, aside);
                        case Column column when later.columns().contains(column.address()) ->
                                notNull(column, aside);
                        case Column column when later.hidden().contains(column.address()) ->
                                required(column, 1, aside);
                        default -> {}
                    }
                }
                case Change.Created _, Change.Altered _ -> {}
            }
        }
        return aside;
    }

    private void constraint(Constraint constraint, Map<String, List<LoneStatement>> aside) {
        if (!later.filled().contains(table(constraint.address()))) {
            return;
        }
        List<Statement> statements = ddl.of(constraint).create(constraint, List.of());
        if (constraint.type() == ConstraintType.CHECK) {
            for (Statement one : statements) {
                boolean adds = one.equals(statements.getFirst());
                aside.put(
                        one.sql(),
                        List.of(
                                lone(
                                        one.sql(),
                                        adds
                                                ? LoneStatement.Goal.CONSTRAINT_PRESENT
                                                : LoneStatement.Goal.CONSTRAINT_VALID,
                                        constraint.address())));
            }
        }
        Matcher plain = PLAIN.matcher(constraint.definition());
        if (constraint.type() == ConstraintType.UNIQUE
                && plain.matches()
                && constraint.indexOptions().isEmpty()
                && constraint.tablespace() == null) {
            aside.put(statements.getFirst().sql(), unique(constraint.address(), plain.group(1)));
        }
    }

    private static List<LoneStatement> unique(Address constraint, String columns) {
        String table = Identifiers.dotted(table(constraint).path());
        String name = Identifiers.quote(constraint.name());
        return List.of(
                lone(
                        "CREATE UNIQUE INDEX CONCURRENTLY %s ON %s %s"
                                .formatted(name, table, columns),
                        LoneStatement.Goal.INDEX_VALID,
                        Address.of(ObjectKind.INDEX, constraint.first(), constraint.name())),
                lone(
                        "ALTER TABLE %s ADD CONSTRAINT %s UNIQUE USING INDEX %s"
                                .formatted(table, name, name),
                        LoneStatement.Goal.CONSTRAINT_PRESENT,
                        constraint));
    }

    private void notNull(Column column, Map<String, List<LoneStatement>> aside) {
        if (column.defaultExpression() == null) {
            // Gone by the text of any default; one that nobody gave has no such statement.
            ((Alteration.InPlace) ddl.of(column).alter(column.withDefault("0"), column))
                    .statements()
                    .forEach(one ->
                            aside.put(
                                    one.sql(),
                                    List.of(
                                            lone(
                                                    one.sql(),
                                                    LoneStatement.Goal.COLUMN_WITHOUT_DEFAULT,
                                                    column.address()))));
        }
        required(column, 0, aside);
    }

    /// Four statements through a check, or two from PostgreSQL 18 on.
    ///
    /// @param from the first of them that waits
    private void required(Column column, int from, Map<String, List<LoneStatement>> aside) {
        NotNull required = column.notNull();
        if (required == null
                || !(ddl.of(column).alter(column.withoutNotNull(), column)
                        instanceof Alteration.InPlace(List<Statement> statements, boolean _))) {
            return;
        }
        List<LoneStatement.Goal> goals = new ArrayList<>();
        goals.add(LoneStatement.Goal.CONSTRAINT_PRESENT);
        goals.add(LoneStatement.Goal.CONSTRAINT_VALID);
        goals.add(LoneStatement.Goal.COLUMN_NOT_NULL);
        goals.add(LoneStatement.Goal.CONSTRAINT_GONE);
        for (int i = from; i < statements.size(); i++) {
            String sql = statements.get(i).sql();
            boolean direct = statements.size() == 1;
            LoneStatement.Goal goal = direct ? LoneStatement.Goal.COLUMN_NOT_NULL : goals.get(i);
            aside.put(
                    sql,
                    List.of(
                            lone(
                                    sql,
                                    goal,
                                    goal == LoneStatement.Goal.COLUMN_NOT_NULL
                                            ? column.address()
                                            : named(column, statements.getFirst().sql()))));
        }
    }

    /// The constraint that a statement adds.
    private static Address named(Column column, String sql) {
        String name = sql.substring(sql.indexOf(" ADD CONSTRAINT ") + " ADD CONSTRAINT ".length());
        Matcher first = Pattern.compile("(\"(?:[^\"]|\"\")*\"|\\S+) .*").matcher(name);
        String quoted = first.matches() ? first.group(1) : name;
        return Address.of(
                ObjectKind.CONSTRAINT,
                column.address().first(),
                column.address().table().name(),
                dev.backout.schema.NameList.unquoted(quoted));
    }

    private static Address table(Address part) {
        return Address.of(ObjectKind.TABLE, part.first(), part.table().name());
    }

    private static LoneStatement lone(String sql, LoneStatement.Goal goal, Address object) {
        return new LoneStatement(sql, goal, object, "", "");
    }
}
