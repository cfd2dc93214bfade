package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a migration changes, as a hash: the objects that differ between two schemas, by name, and
/// how they look in both. Other objects do not count, so that it stays the same when something
/// unrelated is added to a database. Pure.
public final class Footprint {
    private static final String ABSENT = "-";

    private Footprint() {}

    /// The hash of the way from one schema to another.
    ///
    /// @param before without the migration
    /// @param after with it
    public static String of(Snapshot before, Snapshot after) {
        String lines =
                SchemaDiff.byName(before, after).stream()
                        .map(Footprint::line)
                        .sorted()
                        .reduce("", (all, line) -> all + line + "\n");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String line(Change change) {
        return switch (change) {
            case Change.Created(Entry entry) -> line(entry.object(), ABSENT, look(entry));
            case Change.Dropped(Entry entry) -> line(entry.object(), look(entry), ABSENT);
            case Change.Altered(Entry from, Entry to) -> line(to.object(), look(from), look(to));
        };
    }

    private static String line(DbObject object, String before, String after) {
        return "%s %s %s".formatted(object.address().title(), before, after);
    }

    private static String look(Entry entry) {
        return Expectation.of(entry.object()).fingerprint();
    }
}
