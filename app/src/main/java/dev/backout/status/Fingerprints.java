package dev.backout.status;

import dev.backout.plan.Expectation;
import dev.backout.schema.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A schema as the titles of its objects, each with the fingerprint of what it looks like: small
/// enough to be kept, and enough to tell what differs.
///
/// @param objects fingerprint by title, sorted
public record Fingerprints(Map<String, String> objects) {
    /// Sorts the objects.
    public Fingerprints {
        objects = new TreeMap<>(objects);
    }

    /// The fingerprints of a catalog.
    public static Fingerprints of(Snapshot snapshot) {
        Map<String, String> objects = new TreeMap<>();
        snapshot.entries()
                .forEach(entry ->
                        objects.put(
                                entry.address().title(),
                                Expectation.of(entry.object()).fingerprint()));
        return new Fingerprints(objects);
    }

    /// What is different in a live schema, one line for each object.
    List<String> differences(Fingerprints live) {
        List<String> lines = new ArrayList<>();
        objects.forEach((title, fingerprint) -> {
            String found = live.objects.get(title);
            if (found == null) {
                lines.add(title + " is missing");
            } else if (!found.equals(fingerprint)) {
                lines.add(title + " is not as the migrations make it");
            }
        });
        live.objects.keySet().stream()
                .filter(title -> !objects.containsKey(title))
                .forEach(title -> lines.add(title + " was not made by a migration"));
        return lines;
    }
}
