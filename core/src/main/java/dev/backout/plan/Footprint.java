package dev.backout.plan;

import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return of(SchemaDiff.byName(before, after));
    }

    /// The same, from changes by name or by identity: what is renamed has another name.
    public static String of(List<Change> changes) {
        Map<Address, Entry> gone = new HashMap<>();
        Map<Address, Entry> come = new HashMap<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Created(Entry entry) -> come.put(entry.address(), entry);
                case Change.Dropped(Entry entry) -> gone.put(entry.address(), entry);
                case Change.Altered(Entry from, Entry to) -> {
                    gone.put(from.address(), from);
                    come.put(to.address(), to);
                }
            }
        }
        Set<Address> addresses = new HashSet<>(gone.keySet());
        addresses.addAll(come.keySet());
        return hash(
                addresses.stream()
                        .filter(address -> !same(gone.get(address), come.get(address)))
                        .map(address -> line(address, gone.get(address), come.get(address)))
                        .sorted()
                        .reduce("", (all, line) -> all + line + "\n"));
    }

    private static String hash(String lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static boolean same(@Nullable Entry before, @Nullable Entry after) {
        return before != null && after != null && before.object().equals(after.object());
    }

    private static String line(Address address, @Nullable Entry before, @Nullable Entry after) {
        return "%s %s %s"
                .formatted(
                        address.title(),
                        before == null ? ABSENT : look(before),
                        after == null ? ABSENT : look(after));
    }

    private static String look(Entry entry) {
        return Expectation.of(entry.object()).fingerprint();
    }
}
