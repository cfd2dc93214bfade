package dev.backout.observe;

import dev.backout.schema.Column;
import dev.backout.schema.DbObject;
import dev.backout.schema.Extension;
import dev.backout.schema.Grant;
import dev.backout.schema.Identity;
import dev.backout.schema.MemberGrants;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What becomes of privileges on something that is no object of its own: what belongs to an
/// extension, and the sequence of an identity column.
///
/// @param title what it is, for people
/// @param was what was held, as far as it differs
/// @param is what is held
public record InnerRights(String title, List<Grant> was, List<Grant> is) {
    /// Those that differ.
    public static List<InnerRights> between(DbObject before, DbObject after) {
        List<InnerRights> found = new ArrayList<>();
        if (before instanceof Extension then && after instanceof Extension now) {
            for (MemberGrants.Shift shift : MemberGrants.shifts(then.members(), now.members())) {
                found.add(
                        new InnerRights(
                                "%s of %s".formatted(shift.member(), now.address().title()),
                                shift.was(),
                                shift.is()));
            }
        }
        if (before instanceof Column then && after instanceof Column now) {
            sequence(then.identity(), now.identity(), found);
        }
        return found;
    }

    /// A sequence changes hands with its table, which tells of it.
    private static void sequence(
            @Nullable Identity was, @Nullable Identity is, List<InnerRights> found) {
        if (was != null
                && is != null
                && Objects.equals(was.standing().owner(), is.standing().owner())
                && !was.standing().grants().equals(is.standing().grants())) {
            found.add(
                    new InnerRights(
                            is.sequence().title(),
                            was.standing().grants(),
                            is.standing().grants()));
        }
    }
}
