package dev.backout.ddl.postgres;

import dev.backout.ddl.Designation;
import dev.backout.ddl.Statement;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Standing;
import dev.backout.schema.ViewColumn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Grants and comments on the columns of a view or materialized view.
final class ViewColumnStanding {
    private ViewColumnStanding() {}

    static List<Statement> change(DbObject view, List<ViewColumn> from, List<ViewColumn> to) {
        Map<String, Standing> old = new HashMap<>();
        from.forEach(column -> old.put(column.name(), column.standing()));
        List<Statement> statements = new ArrayList<>();
        for (ViewColumn column : to) {
            Standing was = withOwner(old.getOrDefault(column.name(), Standing.NONE), view);
            Standing wanted = withOwner(column.standing(), view);
            GrantTarget target = GrantTarget.column(view.address(), column.name());
            statements.addAll(new GrantChange(target, was, wanted).statements());
            if (!Objects.equals(was.comment(), wanted.comment())) {
                String designation =
                        "COLUMN "
                                + Designation.name(view.address())
                                + "."
                                + Identifiers.quote(column.name());
                statements.add(Comments.on(designation, wanted.comment()));
            }
        }
        return statements;
    }

    private static Standing withOwner(Standing column, DbObject view) {
        return new Standing(view.standing().owner(), column.grants(), column.comment());
    }
}
