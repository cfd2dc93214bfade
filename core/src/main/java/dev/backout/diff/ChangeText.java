package dev.backout.diff;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Changes as lines for people.
public final class ChangeText {
    private static final int LONGEST_VALUE = 200;

    private ChangeText() {}

    /// What is different in `found` from what was expected: one line per object, or per attribute.
    ///
    /// @param changes from what was expected to what was found
    public static List<String> differences(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        for (Change change : withoutParts(changes)) {
            switch (change) {
                case Change.Created created ->
                        lines.add(created.address().title() + " is too much");
                case Change.Dropped dropped -> lines.add(dropped.address().title() + " is missing");
                case Change.Altered(var expected, var found) ->
                        lines.addAll(attributes(expected.object(), found.object()));
            }
        }
        return lines;
    }

    /// What happened, in the past tense: one line per object.
    public static List<String> events(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        for (Change change : withoutParts(changes)) {
            switch (change) {
                case Change.Created created -> lines.add("created " + created.address().title());
                case Change.Dropped dropped -> lines.add("dropped " + dropped.address().title());
                case Change.Altered altered -> lines.add(altered(altered));
            }
        }
        return lines;
    }

    /// The changes without those of parts whose table was created or dropped as a whole.
    public static List<Change> withoutParts(List<Change> changes) {
        Set<List<String>> wholes = new LinkedHashSet<>();
        for (Change change : changes) {
            if (!(change instanceof Change.Altered) && change.address().path().size() == 2) {
                wholes.add(change.address().path());
            }
        }
        return changes.stream()
                .filter(change ->
                        change instanceof Change.Altered
                                || change.address().path().size() < 3
                                || !Naming.isPart(change.address().kind())
                                || !wholes.contains(change.address().path().subList(0, 2)))
                .toList();
    }

    private static String altered(Change.Altered altered) {
        Address before = altered.before().address();
        Address after = altered.after().address();
        if (altered.renamed()) {
            return "renamed " + before.title() + " to " + after.text();
        }
        return "altered "
                + after.title()
                + " ("
                + String.join(
                        ", ", changedNames(altered.before().object(), altered.after().object()))
                + ")";
    }

    /// The names of the attributes that differ.
    public static List<String> changedNames(DbObject before, DbObject after) {
        Map<String, String> earlier = before.attributes();
        Map<String, String> later = after.attributes();
        Set<String> names = new LinkedHashSet<>(earlier.keySet());
        names.addAll(later.keySet());
        return names.stream()
                .filter(name -> !earlier.getOrDefault(name, "").equals(later.get(name)))
                .filter(name -> !(earlier.get(name) == null && later.get(name) == null))
                .toList();
    }

    /// How attributes change: `labels change from good, bad to good`, one after the other.
    ///
    /// @param names which of them
    public static String attributeChanges(
            DbObject before, DbObject after, Collection<String> names) {
        return names.stream()
                .map(name -> attributeChange(name, before, after))
                .collect(Collectors.joining("; "));
    }

    private static String attributeChange(String name, DbObject before, DbObject after) {
        String was = before.attributes().get(name);
        String is = after.attributes().get(name);
        if (was == null || was.isEmpty()) {
            return "%s is now %s".formatted(name, shown(is));
        }
        return is == null || is.isEmpty()
                ? "%s was %s and goes".formatted(name, shown(was))
                : "%s was %s and is now %s".formatted(name, shown(was), shown(is));
    }

    private static List<String> attributes(DbObject expected, DbObject found) {
        return changedNames(expected, found).stream()
                .map(name ->
                        "%s: %s is %s, was %s"
                                .formatted(
                                        found.address().title(),
                                        name,
                                        shown(found.attributes().get(name)),
                                        shown(expected.attributes().get(name))))
                .toList();
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "none";
        }
        String line = Secrets.maskedText(value.replaceAll("\\s+", " "));
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
    }
}
