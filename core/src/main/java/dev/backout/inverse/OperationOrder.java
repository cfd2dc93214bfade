package dev.backout.inverse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts operations into an order in which each comes after those it has to wait for; among those
/// that are free, by [Rank], then by name.
final class OperationOrder {
    private static final Comparator<Operation> FREE =
            Comparator.comparingInt(Rank::of).thenComparing(Operation::address);

    private final Map<Operation, Set<Operation>> followers = new IdentityHashMap<>();
    private final Map<Operation, Integer> waits = new IdentityHashMap<>();

    OperationOrder(List<? extends Operation> operations) {
        operations.forEach(operation ->
                followers.put(operation, Collections.newSetFromMap(new IdentityHashMap<>())));
        operations.forEach(operation -> waits.put(operation, 0));
    }

    /// The second operation has to wait for the first.
    void before(Operation first, Operation second) {
        Set<Operation> known = followers.get(first);
        if (known != null && first != second && known.add(second)) {
            waits.merge(second, 1, Integer::sum);
        }
    }

    /// All operations in order. Those that wait for each other in a circle are left out: then the
    /// result is shorter than the input, see [#stuck].
    List<Operation> sorted() {
        Map<Operation, Integer> open = new IdentityHashMap<>(waits);
        PriorityQueue<Operation> free = new PriorityQueue<>(FREE);
        open.forEach((operation, count) -> addWhen(count == 0, free, operation));
        List<Operation> sorted = new ArrayList<>();
        while (!free.isEmpty()) {
            Operation next = free.remove();
            sorted.add(next);
            for (Operation follower : followers.getOrDefault(next, Set.of())) {
                addWhen(open.merge(follower, -1, Integer::sum) == 0, free, follower);
            }
        }
        return sorted;
    }

    /// The operations that wait for each other, for a message.
    String stuck(List<Operation> sorted) {
        Set<Operation> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(followers.keySet());
        sorted.forEach(left::remove);
        return left.stream()
                .map(operation -> operation.address().title())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void addWhen(boolean free, PriorityQueue<Operation> queue, Operation operation) {
        if (free) {
            queue.add(operation);
        }
    }
}
