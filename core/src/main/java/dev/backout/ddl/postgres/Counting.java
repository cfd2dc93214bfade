package dev.backout.ddl.postgres;

import dev.backout.schema.SequenceOptions;

import java.util.ArrayList;
import java.util.List;

/// What a sequence counts with, as the options of CREATE and ALTER SEQUENCE.
final class Counting {
    private Counting() {}

    /// What a sequence of that type has when nothing is said.
    static SequenceOptions plain(String dataType) {
        return ascending(dataType, 1);
    }

    /// The options to write behind CREATE SEQUENCE, the type excluded: those that the server would
    /// not choose by itself.
    static List<String> unusual(SequenceOptions options) {
        SequenceOptions usual = usual(options);
        List<String> words = new ArrayList<>();
        if (options.increment() != 1) {
            words.add("INCREMENT BY " + options.increment());
        }
        if (options.minimum() != usual.minimum()) {
            words.add("MINVALUE " + options.minimum());
        }
        if (options.maximum() != usual.maximum()) {
            words.add("MAXVALUE " + options.maximum());
        }
        if (options.start() != (options.increment() > 0 ? options.minimum() : options.maximum())) {
            words.add("START WITH " + options.start());
        }
        if (options.cache() != 1) {
            words.add("CACHE " + options.cache());
        }
        if (options.cycle()) {
            words.add("CYCLE");
        }
        return words;
    }

    /// The options to write behind ALTER SEQUENCE, the type excluded.
    static List<String> changed(SequenceOptions from, SequenceOptions to) {
        List<String> words = new ArrayList<>();
        if (from.increment() != to.increment()) {
            words.add("INCREMENT BY " + to.increment());
        }
        if (from.minimum() != to.minimum()) {
            words.add("MINVALUE " + to.minimum());
        }
        if (from.maximum() != to.maximum()) {
            words.add("MAXVALUE " + to.maximum());
        }
        if (from.start() != to.start()) {
            words.add("START WITH " + to.start());
        }
        if (from.cache() != to.cache()) {
            words.add("CACHE " + to.cache());
        }
        if (from.cycle() != to.cycle()) {
            words.add(to.cycle() ? "CYCLE" : "NO CYCLE");
        }
        return words;
    }

    /// What becomes of options by ALTER SEQUENCE AS: limits that were the old type's follow it
    /// (`init_params` in sequence.c).
    static SequenceOptions retyped(SequenceOptions options, String dataType) {
        boolean atMinimum = options.minimum() == lowest(options.dataType());
        boolean atMaximum = options.maximum() == highest(options.dataType());
        return new SequenceOptions(
                dataType,
                options.start(),
                options.increment(),
                atMinimum ? lowest(dataType) : options.minimum(),
                atMaximum ? highest(dataType) : options.maximum(),
                options.cache(),
                options.cycle());
    }

    private static SequenceOptions usual(SequenceOptions options) {
        String type = options.dataType();
        return options.increment() > 0
                ? ascending(type, options.increment())
                : new SequenceOptions(type, -1, options.increment(), lowest(type), -1, 1, false);
    }

    private static SequenceOptions ascending(String type, long increment) {
        return new SequenceOptions(type, 1, increment, 1, highest(type), 1, false);
    }

    private static long lowest(String type) {
        return -highest(type) - 1;
    }

    private static long highest(String type) {
        return switch (type) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
