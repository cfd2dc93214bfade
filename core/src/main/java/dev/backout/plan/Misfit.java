package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.vault.merge.Fitting;

import org.jspecify.annotations.Nullable;

/// Rows that a schema could not hold, if there are any.
///
/// @param object the column, constraint, index or type that they do not fit
/// @param what why they do not fit, as half a sentence
/// @param remedy the option that would solve it, or an empty text
/// @param search finds them
/// @param table the live table whose rows they are
/// @param instead what can stand in the place of a value of theirs, so that they fit; null when
///   only the whole row can be set aside
/// @param passing whether the migration itself wrote these values, and what was there before it
///   returns: they make room for it and are not in the way
record Misfit(
        Address object,
        String what,
        String remedy,
        Search search,
        Address table,
        @Nullable Instead instead,
        boolean passing) {
    private static final String REASON = "the old schema cannot hold it: ";

    /// @param column its name now, unquoted
    /// @param expression as SQL
    record Instead(String column, String expression) {}

    /// How they are set aside.
    Fitting aside() {
        if (passing && instead != null) {
            return new Fitting.Value(
                    table, instead.column(), search.rows(), instead.expression(), null);
        }
        return instead == null
                ? new Fitting.Rows(table, search.rows(), REASON + what)
                : new Fitting.Value(
                        table,
                        instead.column(),
                        search.rows(),
                        instead.expression(),
                        REASON + what);
    }

    /// Whether it is about the same as another one.
    boolean same(Misfit other) {
        return object.equals(other.object) && what.equals(other.what);
    }
}
