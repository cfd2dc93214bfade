package dev.backout.gate;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Named texts as the arguments of a step: a name, a text, a name, a text. Immutable.
///
/// @param texts names and texts in turn
public record Fields(List<String> texts) {
    /// No fields.
    public static final Fields NONE = new Fields(List.of());

    /// Copies the list.
    public Fields {
        texts = List.copyOf(texts);
    }

    /// With one more; nothing more when the text is null.
    public Fields with(String name, @Nullable String text) {
        if (text == null) {
            return this;
        }
        List<String> all = new ArrayList<>(texts);
        all.add(name);
        all.add(text);
        return new Fields(all);
    }

    /// With one for each.
    public Fields withAll(String name, Iterable<String> more) {
        Fields fields = this;
        for (String text : more) {
            fields = fields.with(name, text);
        }
        return fields;
    }

    /// With two for each.
    public Fields withPairs(String name, Map<String, String> pairs) {
        Fields fields = this;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            fields = fields.with(name, pair.getKey()).with(name, pair.getValue());
        }
        return fields;
    }

    /// All texts of a name.
    public List<String> all(String name) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at + 1 < texts.size(); at += 2) {
            if (texts.get(at).equals(name)) {
                all.add(texts.get(at + 1));
            }
        }
        return all;
    }

    /// What [#withPairs] was given.
    public Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> all = all(name);
        for (int at = 0; at + 1 < all.size(); at += 2) {
            pairs.put(all.get(at), all.get(at + 1));
        }
        return pairs;
    }

    /// The text of a name, or null.
    public @Nullable String find(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.getFirst();
    }

    /// The text of a name.
    ///
    /// @throws BackoutException `journal-invalid` when it is not there
    public String get(String name) {
        String text = find(name);
        if (text == null) {
            throw invalid(name, null);
        }
        return text;
    }

    /// The number of a name.
    ///
    /// @throws BackoutException `journal-invalid`
    public int number(String name) {
        try {
            return Integer.parseInt(get(name));
        } catch (NumberFormatException e) {
            throw invalid(name, e);
        }
    }

    /// The time of a name.
    ///
    /// @throws BackoutException `journal-invalid`
    public Duration time(String name) {
        try {
            return Duration.parse(get(name));
        } catch (DateTimeException e) {
            throw invalid(name, e);
        }
    }

    private static BackoutException invalid(String name, @Nullable Exception cause) {
        return new BackoutException(
                ErrorCode.JOURNAL_INVALID,
                "a step of the run lacks its \"%s\"".formatted(name),
                List.of("use the Backout that began the run"),
                cause);
    }
}
