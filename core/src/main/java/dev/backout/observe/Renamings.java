package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Extension;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.RangeType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a migration renamed, as it is seen in texts that the server prints: the type of a column,
/// the definition of a function. They change although nothing happens to the column or function.
public final class Renamings {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> extensions = new HashMap<>();
    private final Pattern pattern;

    private Renamings(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Altered altered) {
                add(altered.before().object(), altered.after().object());
            }
        }
        pattern =
                Pattern.compile(
                        names.keySet().stream()
                                .map(Pattern::quote)
                                .collect(
                                        Collectors.joining(
                                                "|", "(?<![\\w\"$.])(?:", ")(?![\\w\"$])")));
    }

    /// Those among the changes.
    public static Renamings of(List<Change> changes) {
        return new Renamings(changes);
    }

    /// Whether a text is the other one but for what was renamed.
    ///
    /// @param before a type or definition as the server printed it before the migration
    /// @param after the same afterwards
    public boolean explain(String before, String after) {
        return before.equals(after) || renamed(before).equals(after) || moved(before, after);
    }

    private void add(DbObject before, DbObject after) {
        if (isNamedInTexts(before.kind())) {
            add(name(before.address()), name(after.address()));
        }
        if (before instanceof RangeType was && after instanceof RangeType is) {
            add(was.multirange(), is.multirange());
        }
        if (before instanceof Extension was
                && after instanceof Extension is
                && !was.schema().equals(is.schema())) {
            extensions.put(Identifiers.quote(was.schema()), Identifiers.quote(is.schema()));
        }
    }

    private void add(String before, String after) {
        if (!before.equals(after)) {
            names.put(before, after);
        }
    }

    private static boolean isNamedInTexts(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, ROUTINE -> true;
            case ENUM_TYPE, DOMAIN_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> true;
            default -> false;
        };
    }

    /// Schema and name, without the arguments of a routine.
    private static String name(Address address) {
        return Identifiers.dotted(address.path().subList(0, 2));
    }

    private String renamed(String text) {
        return names.isEmpty()
                ? text
                : pattern.matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        names.getOrDefault(found.group(), found.group())));
    }

    /// The types of an extension are no objects of their own.
    private boolean moved(String before, String after) {
        return extensions.entrySet().stream()
                .anyMatch(schemas ->
                        before.startsWith(schemas.getKey() + ".")
                                && after.equals(
                                        schemas.getValue()
                                                + before.substring(schemas.getKey().length())));
    }
}
