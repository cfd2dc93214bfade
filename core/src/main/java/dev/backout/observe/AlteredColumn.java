package dev.backout.observe;

import dev.backout.schema.Column;
import dev.backout.schema.Generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a column that is another one than before means for the previous version of the application.
final class AlteredColumn {
    private AlteredColumn() {}

    /// What speaks against it, a half sentence each.
    ///
    /// @param followsRename whether texts of it differ only because something else was renamed
    static List<String> reasons(String title, Column was, Column is, boolean followsRename) {
        List<String> reasons = new ArrayList<>();
        if (!was.type().equals(is.type())) {
            reasons.add("%s was %s and is %s".formatted(title, was.type(), is.type()));
        }
        if (was.notNull() == null && is.notNull() != null) {
            reasons.add(title + " no longer takes NULL");
        } else if (was.notNull() != null && is.notNull() == null) {
            reasons.add(title + " may be NULL, which the previous version does not expect");
        }
        if (was.generation() != is.generation()) {
            reasons.add(title + " is generated in another way");
        } else if (!followsRename && !isRequired(was)) {
            filling(title, was, is, reasons);
        }
        if (is.identity() != null
                && is.identity().always()
                && (was.identity() == null || !was.identity().always())) {
            reasons.add(title + " no longer takes values, they are generated always");
        }
        return reasons;
    }

    /// What the server puts in where the previous version gives nothing.
    private static void filling(String title, Column was, Column is, List<String> reasons) {
        boolean lost = hasDefault(was) && !hasDefault(is);
        if ((isCounted(was) && isCounted(is))
                || (!lost && Objects.equals(was.defaultExpression(), is.defaultExpression()))) {
            return;
        }
        if (is.generation() != Generation.NONE) {
            reasons.add(title + " is computed in another way");
        } else if (!hasDefault(is)) {
            reasons.add(title + " has no default any more");
        } else {
            reasons.add(title + " is filled with another default");
        }
    }

    /// Whether whoever writes a row has to give a value.
    static boolean isRequired(Column column) {
        return column.notNull() != null && !hasDefault(column);
    }

    private static boolean hasDefault(Column column) {
        return column.defaultExpression() != null
                || column.identity() != null
                || column.generation() != Generation.NONE;
    }

    /// Numbers from one sequence are as good as those from another.
    private static boolean isCounted(Column column) {
        return column.identity() != null
                || (column.defaultExpression() != null
                        && column.defaultExpression().startsWith("nextval("));
    }
}
