package dev.backout.proof;

import dev.backout.observe.RowFailure;
import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What was found when a migration was tried on tables with rows of our own making. Messages are
/// the server's; null when nothing failed or it was not tried.
///
/// @param filled tables that got rows
/// @param unfilled tables that were to get rows and took none
/// @param up why the migration fails
/// @param inverse why the inverse fails
/// @param again why the migration fails after the inverse
/// @param down why the hand-written rollback file fails
public record RowFindings(
        Set<Address> filled,
        Set<Address> unfilled,
        @Nullable RowFailure up,
        @Nullable String inverse,
        @Nullable String again,
        @Nullable String down) {
    /// How a note begins that is about tables which hold rows.
    public static final String ON_ROWS = "where tables hold rows ";

    /// Nothing was tried.
    public static final RowFindings NONE =
            new RowFindings(Set.of(), Set.of(), null, null, null, null);

    /// Copies the sets.
    public RowFindings {
        filled = Set.copyOf(filled);
        unfilled = Set.copyOf(unfilled);
    }

    static RowFindings of(Set<Address> filled, Collection<Address> unfilled) {
        return new RowFindings(filled, Set.copyOf(unfilled), null, null, null, null);
    }

    RowFindings withUp(RowFailure failure) {
        return new RowFindings(filled, unfilled, failure, inverse, again, down);
    }

    RowFindings withInverse(String message) {
        return new RowFindings(filled, unfilled, up, message, again, down);
    }

    RowFindings withAgain(String message) {
        return new RowFindings(filled, unfilled, up, inverse, message, down);
    }

    RowFindings withDown(String message) {
        return new RowFindings(filled, unfilled, up, inverse, again, message);
    }

    /// What is to be said of a proof that holds on empty tables.
    ///
    /// @param own whether rows of the migration's own are in its way after the inverse: then that
    ///   it fails again is known
    List<String> notes(boolean own) {
        if (inverse != null) {
            return List.of(ON_ROWS + "the inverse may fail: " + inverse);
        }
        return again == null || own
                ? List.of()
                : List.of(ON_ROWS + "the migration may fail after it: " + again);
    }

    /// The same of a hand-written file.
    List<String> downNotes() {
        return down == null ? List.of() : List.of(ON_ROWS + "it may fail: " + down);
    }
}
