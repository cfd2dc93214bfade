package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Something that belongs to an extension and can be granted, or the sequence of an identity column
/// of such a table.
///
/// @param word what GRANT calls its kind (`TABLE`, `FUNCTION`, `TYPE`)
/// @param path unquoted names from the outside in
/// @param arguments the types of a routine's arguments as SQL, or null
/// @param column the column that is granted, or null for all of it
public record Member(
        String word, List<String> path, @Nullable String arguments, @Nullable String column)
        implements Comparable<Member> {
    /// Copies the path.
    public Member {
        path = List.copyOf(path);
    }

    /// A table comes before its columns: REVOKE on it takes the privilege from every column.
    @Override
    public int compareTo(Member other) {
        return toString().compareTo(other.toString());
    }

    /// `TABLE pgmq.meta`, `FUNCTION public.f(integer)`, `TABLE pgmq.meta (queue_name)`.
    @Override
    public String toString() {
        return word
                + " "
                + Identifiers.dotted(path)
                + (arguments == null ? "" : "(" + arguments + ")")
                + (column == null ? "" : " (" + Identifiers.quote(column) + ")");
    }
}
