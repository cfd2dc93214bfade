package dev.backout.status;

import dev.backout.plan.Expectation;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A schema as the titles of its objects, each with the fingerprint of what it looks like: small
/// enough to be kept, and enough to tell what differs.
///
/// @param objects fingerprint by title
public record Fingerprints(Map<String, String> objects) {
    private record Print(String title, String fingerprint) {}

    /// The fingerprints of a catalog. A large one has many, so several processors take part.
    public static Fingerprints of(Snapshot snapshot) {
        List<List<Print>> prints =
                snapshot.units().values().parallelStream().map(Fingerprints::prints).toList();
        Map<String, String> objects = new HashMap<>();
        for (List<Print> ofUnit : prints) {
            ofUnit.forEach(print -> objects.put(print.title, print.fingerprint));
        }
        return new Fingerprints(objects);
    }

    private static List<Print> prints(Unit unit) {
        return unit.entries().stream()
                .map(entry ->
                        new Print(
                                entry.address().title(),
                                Expectation.of(entry.object()).fingerprint()))
                .toList();
    }

    /// What is different in a live schema, one line for each object, sorted.
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
        lines.sort(null);
        return lines;
    }
}
