package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/// What a unique index is over, from the server's own definition of it. Pure.
///
/// @param expressions columns and expressions as SQL
/// @param condition the predicate of a partial index, or an empty text
/// @param nullsEqual whether NULL is a key like any other
public record IndexedKey(List<String> expressions, String condition, boolean nullsEqual) {
    /// Order, nulls, operator class and collation say nothing of equality, but for collations that
    /// are not deterministic.
    private static final Pattern DECORATION =
            Pattern.compile(
                    "( COLLATE (\"(?:[^\"]|\"\")*\"|\\w+)(\\.(\"(?:[^\"]|\"\")*\"|\\w+))?)?("
                        + " (\\w+\\.)?\\w+_ops(\\(.*\\))?)?( DESC| ASC)?( NULLS (FIRST|LAST))?$");

    /// Copies the list.
    public IndexedKey {
        expressions = List.copyOf(expressions);
    }

    /// The key of `CREATE UNIQUE INDEX i ON s.t USING btree (a, lower(b)) INCLUDE (c) WHERE (d)`,
    /// or null when the text is not understood.
    public static @Nullable IndexedKey of(String definition) {
        String inner = inner(definition);
        if (inner == null) {
            return null;
        }
        int where = definition.lastIndexOf(" WHERE (");
        String condition = where < 0 ? "" : definition.substring(where + " WHERE ".length());
        return new IndexedKey(
                NameList.split(inner).stream().map(IndexedKey::bare).toList(),
                condition,
                definition.contains(" NULLS NOT DISTINCT"));
    }

    /// What stands in the parentheses after `USING method`.
    public static @Nullable String inner(String definition) {
        int using = definition.indexOf(" USING ");
        int open = using < 0 ? -1 : definition.indexOf('(', using);
        if (open < 0) {
            return null;
        }
        int depth = 0;
        boolean quoted = false;
        char quote = ' ';
        for (int i = open; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (quoted) {
                quoted = c != quote;
            } else if (c == '"' || c == '\'') {
                quoted = true;
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return definition.substring(open + 1, i);
            }
        }
        return null;
    }

    /// An element without what says nothing of equality.
    public static String bare(String element) {
        return DECORATION.matcher(element).replaceFirst("").strip();
    }
}
