package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What surrounds a definition: who owns it, who may use it, what is said of it.
///
/// @param owner the owning role, or null for parts that have no owner of their own
/// @param grants effective grants, sorted; the built-in defaults are spelled out, as `acldefault`
///   has them, so that an absent and an explicit default are equal. Empty for kinds without grants
/// @param comment the comment, or null
public record Standing(@Nullable String owner, List<Grant> grants, @Nullable String comment) {
    /// The names under which [DbObject#attributes] tells who owns what and who may use it.
    public static final Set<String> RIGHTS =
            Set.of("owner", "grants", "grants of its sequence", "grants of members");

    /// The names under which it tells what is said of it.
    public static final Set<String> COMMENTS = Set.of("comment", "comment on its sequence");

    /// Nothing said, nobody named.
    public static final Standing NONE = new Standing(null, List.of(), null);

    /// Copies and sorts the grants.
    public Standing {
        grants = grants.stream().sorted().toList();
    }

    /// A part that has nothing but perhaps a comment.
    public static Standing comment(@Nullable String comment) {
        return comment == null ? NONE : new Standing(null, List.of(), comment);
    }
}
