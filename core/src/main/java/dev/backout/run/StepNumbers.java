package dev.backout.run;

import java.util.ArrayList;
import java.util.List;

/// Numbers of steps, for people: `step 3`, `steps 1-4`, `steps 6, 3-1`.
///
/// @param numbers rising or falling
record StepNumbers(List<Integer> numbers) {
    StepNumbers {
        numbers = List.copyOf(numbers);
    }

    boolean none() {
        return numbers.isEmpty();
    }

    /// The last one first.
    StepNumbers reversed() {
        return new StepNumbers(numbers.reversed());
    }

    String text() {
        List<String> stretches = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < numbers.size(); i++) {
            boolean goesOn =
                    i + 1 < numbers.size() && Math.abs(numbers.get(i + 1) - numbers.get(i)) == 1;
            if (!goesOn) {
                stretches.add(
                        first == i
                                ? String.valueOf(numbers.get(i))
                                : "%d-%d".formatted(numbers.get(first), numbers.get(i)));
                first = i + 1;
            }
        }
        return "%s %s"
                .formatted(numbers.size() == 1 ? "step" : "steps", String.join(", ", stretches));
    }
}
