package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells objects that only follow when others are renamed. Pure.
final class Renamed {
    private final Snapshot start;
    private final Snapshot end;
    private final Map<String, String> names = new LinkedHashMap<>();

    /// @param start a database
    /// @param end the same one later
    Renamed(Snapshot start, Snapshot end) {
        this.start = start;
        this.end = end;
        for (Entry now : end.entries()) {
            Entry then = start.find(now.id());
            if (then != null && !then.address().equals(now.address())) {
                Address from = then.address();
                Address to = now.address();
                names.put(Identifiers.dotted(from.path()), Identifiers.dotted(to.path()));
                names.put(Identifiers.quote(from.name()), Identifiers.quote(to.name()));
            }
        }
    }

    /// Where an object is in the end, when it is the very same one and differs by nothing but names
    /// that were given to others; else null.
    @Nullable Address followed(Address address) {
        Entry then = start.find(address);
        Entry now = then == null ? null : end.find(then.id());
        if (names.isEmpty() || then == null || now == null) {
            return null;
        }
        return text(then).equals(text(now)) ? now.address() : null;
    }

    /// Old names and new ones both become new ones, so that a name that did not change in a text
    /// does no harm.
    private String text(Entry entry) {
        String text = entry.address() + " " + entry.object().attributes();
        for (Map.Entry<String, String> name : names.entrySet()) {
            text =
                    Pattern.compile("(?<![\\w$\"])" + Pattern.quote(name.getKey()) + "(?![\\w$\"])")
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(name.getValue()));
        }
        return text;
    }
}
