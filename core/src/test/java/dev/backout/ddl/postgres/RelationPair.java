package dev.backout.ddl.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two schemas that differ in something: one, and the same after a change.
///
/// A file holds many: `--- name [oldest major version]`, the first schema, `---- change`, the
/// change.
///
/// @param name what differs
/// @param oldest the first major version that knows it
/// @param base the first schema
/// @param change what makes the second one of it
record RelationPair(String name, int oldest, String base, String change) {
    private static final Pattern HEAD =
            Pattern.compile("^--- (.+?)(?: \\[(\\d+)])?$", Pattern.MULTILINE);

    /// The pairs of a resource beside this class.
    static List<RelationPair> of(String kind) {
        try (InputStream in = RelationPair.class.getResourceAsStream(kind + ".sql")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RelationPair> parse(String text) {
        List<RelationPair> pairs = new ArrayList<>();
        Matcher head = HEAD.matcher(text);
        int end = head.find() ? 0 : -1;
        while (end >= 0) {
            String name = head.group(1);
            int oldest = head.group(2) == null ? 14 : Integer.parseInt(head.group(2));
            int start = head.end();
            end = head.find() ? head.start() : -1;
            String body = end < 0 ? text.substring(start) : text.substring(start, end);
            String[] halves = body.split("(?m)^---- change$", 2);
            pairs.add(new RelationPair(name, oldest, halves[0], halves[1]));
        }
        return pairs;
    }
}
