package dev.backout.demo.incident;

import dev.backout.demo.shop.Visit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A part of the evening, and what became of the requests that were sent in it.
///
/// @param name what was the case then
/// @param took how long it lasted
/// @param reads requests that only read
/// @param failedReads those of them that failed
/// @param orders requests that wanted to order
/// @param failedOrders those of them that failed or were refused
/// @param troubles what was answered, how often, the most frequent first
public record Phase(
        String name,
        Duration took,
        long reads,
        long failedReads,
        long orders,
        long failedOrders,
        List<String> troubles) {
    /// Copies the list.
    public Phase {
        troubles = List.copyOf(troubles);
    }

    /// All parts, one behind the other.
    ///
    /// @param moments the first moment of each, and the last one of the last
    static List<Phase> all(List<String> names, List<Instant> moments, List<Visit> visits) {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            phases.add(of(names.get(i), moments.get(i), moments.get(i + 1), visits));
        }
        return phases;
    }

    /// @param from its first moment
    /// @param to the first moment behind it
    static Phase of(String name, Instant from, Instant to, List<Visit> all) {
        List<Visit> visits =
                all.stream()
                        .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
                        .toList();
        List<Visit> failed = visits.stream().filter(one -> !one.well()).toList();
        long orders = visits.stream().filter(Visit::write).count();
        long failedOrders = failed.stream().filter(Visit::write).count();
        return new Phase(
                name,
                Duration.between(from, to),
                visits.size() - orders,
                failed.size() - failedOrders,
                orders,
                failedOrders,
                troubles(failed));
    }

    /// Requests that failed.
    public long failed() {
        return failedReads + failedOrders;
    }

    private static List<String> troubles(List<Visit> failed) {
        Map<String, Long> counts = new TreeMap<>();
        failed.forEach(one -> counts.merge(one.trouble(), 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(one -> "%,d x %s".formatted(one.getValue(), one.getKey()))
                .toList();
    }
}
