package dev.backout.ddl.postgres;

import dev.backout.schema.Identifiers;
import dev.backout.schema.Index;

import java.util.Arrays;
import java.util.List;

/// A definition of pg_get_indexdef in its parts.
///
/// @param head up to the storage parameters: name, table, columns
/// @param parameters the storage parameters as printed, with a leading blank; may be empty
/// @param tail the predicate with a leading blank; may be empty
record IndexText(String head, String parameters, String tail) {
    static IndexText of(Index index) {
        String definition = index.definition();
        int tail = Clauses.firstOf(definition, List.of("WHERE"));
        int with = Clauses.firstOf(definition.substring(0, tail), List.of("WITH"));
        return new IndexText(
                definition.substring(0, with),
                definition.substring(with, tail),
                definition.substring(tail));
    }

    /// The statement, with the tablespace, which pg_get_indexdef leaves out.
    String create(Index index) {
        String tablespace = index.tablespace();
        return readable(head)
                + parameters
                + (tablespace == null ? "" : " TABLESPACE " + Identifiers.quote(tablespace))
                + tail;
    }

    /// Whether only the storage parameters may differ.
    boolean sameBut(IndexText other) {
        return head.equals(other.head) && tail.equals(other.tail);
    }

    /// The storage parameters as `name=value`: ` WITH (fillfactor='70', fastupdate='off')`, the
    /// values of which hold no commas.
    List<String> parameterList() {
        if (parameters.isEmpty()) {
            return List.of();
        }
        String inside =
                parameters.substring(parameters.indexOf('(') + 1, parameters.lastIndexOf(')'));
        return Arrays.stream(inside.split(", *", -1))
                .map(p -> p.replace("'", "").replace("\"", ""))
                .toList();
    }

    /// Nobody writes the access method that is chosen anyway.
    private static String readable(String head) {
        int at = Clauses.indexOf(head, "USING btree");
        return at < 0 ? head : head.substring(0, at) + head.substring(at + " USING btree".length());
    }
}
