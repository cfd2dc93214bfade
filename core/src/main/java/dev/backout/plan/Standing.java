package dev.backout.plan;

import dev.backout.schema.Column;
import dev.backout.schema.Generation;

import org.jspecify.annotations.Nullable;

/// What can stand in a column in the place of a value that is set aside. Pure.
final class Standing {
    private Standing() {}

    /// The old default, else NULL, when the column takes it before and after; null when it takes
    /// neither.
    ///
    /// @param now the column as it is
    /// @param then the column as it will be
    static Misfit.@Nullable Instead of(Column now, Column then) {
        if (now.generation() != Generation.NONE || now.identity() != null) {
            return null;
        }
        String name = now.address().name();
        String fallback = then.defaultExpression();
        if (fallback != null) {
            return new Misfit.Instead(name, fallback);
        }
        return now.notNull() == null && then.notNull() == null
                ? new Misfit.Instead(name, "NULL")
                : null;
    }
}
