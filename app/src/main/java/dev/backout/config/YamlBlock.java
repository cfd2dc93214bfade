package dev.backout.config;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.reference.References;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of a YAML file that a person wrote, read key by key. What is not understood is an error
/// that names file and key.
final class YamlBlock {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h)");

    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})\\s*(mb|gb|tb)");
    private static final Map<String, Integer> SHIFTS = Map.of("mb", 20, "gb", 30, "tb", 40);

    private final String file;
    private final String path;
    private final Map<String, Document> fields;

    /// The keys that each block of the file may have, as far as somebody asked: what the JSON
    /// schema is held against.
    private final Map<String, Set<String>> known;

    private YamlBlock(String file, String path, Map<String, Document> fields) {
        this(file, path, fields, new TreeMap<>());
    }

    private YamlBlock(
            String file,
            String path,
            Map<String, Document> fields,
            Map<String, Set<String>> known) {
        this.file = file;
        this.path = path;
        this.fields = fields;
        this.known = known;
    }

    /// The whole file.
    static YamlBlock of(String file, String text) {
        try {
            return switch (Document.yaml(text)) {
                case Document.Fields block -> new YamlBlock(file, "", block.fields());
                case Document.Nothing _ -> new YamlBlock(file, "", Map.of());
                case Document.Items _, Document.Text _, Document.Flag _ ->
                        throw invalid(file + " does not hold settings of the form key: value");
            };
        } catch (JsonProcessingException e) {
            throw notYaml(file, e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory is read without a device", e);
        }
    }

    /// Refuses keys that are none of these.
    YamlBlock only(String... keys) {
        List<String> allowed = List.of(keys);
        known.computeIfAbsent(path, _ -> new TreeSet<>()).addAll(allowed);
        for (String key : fields.keySet()) {
            if (!allowed.contains(key)) {
                throw unknown(key, allowed);
            }
        }
        return this;
    }

    /// The keys that are known in the blocks of this file that were read so far, by their paths.
    Map<String, Set<String>> known() {
        return Map.copyOf(known);
    }

    List<String> keys() {
        return List.copyOf(fields.keySet());
    }

    /// All texts behind a key, however deep.
    List<String> leaves(String key) {
        return value(key).leaves();
    }

    /// A block below; empty when the key is not there.
    YamlBlock block(String key) {
        return switch (value(key)) {
            case Document.Fields block -> new YamlBlock(file, join(key), block.fields(), known);
            case Document.Nothing _ -> new YamlBlock(file, join(key), Map.of(), known);
            case Document.Items _, Document.Text _, Document.Flag _ ->
                    throw wrong(key, "is not a block of settings");
        };
    }

    @Nullable String text(String key) {
        return switch (value(key)) {
            case Document.Text text -> text.text();
            case Document.Flag flag -> Boolean.toString(flag.value());
            case Document.Nothing _ -> null;
            case Document.Items _, Document.Fields _ -> throw wrong(key, "is a text");
        };
    }

    /// The blocks of a list; none when the key is not there.
    List<YamlBlock> blocks(String key) {
        return switch (value(key)) {
            case Document.Nothing _ -> List.of();
            case Document.Items(List<Document> items) -> {
                List<YamlBlock> blocks = new ArrayList<>();
                for (Document item : items) {
                    String place = "%s[%d]".formatted(join(key), blocks.size());
                    if (!(item instanceof Document.Fields block)) {
                        throw invalid("%s: %s is not a block of settings".formatted(file, place));
                    }
                    blocks.add(new YamlBlock(file, place, block.fields(), known));
                }
                yield blocks;
            }
            case Document.Text _, Document.Flag _, Document.Fields _ ->
                    throw wrong(key, "is a list of blocks");
        };
    }

    /// Whether the key is there, with something behind it.
    boolean has(String key) {
        return !(value(key) instanceof Document.Nothing);
    }

    /// A text that has to be there.
    String required(String key) {
        String text = text(key);
        if (text == null) {
            throw wrong(key, "is missing");
        }
        return text;
    }

    boolean flag(String key, boolean otherwise) {
        return switch (value(key)) {
            case Document.Flag flag -> flag.value();
            case Document.Nothing _ -> otherwise;
            case Document.Text _, Document.Items _, Document.Fields _ ->
                    throw wrong(key, "is true or false");
        };
    }

    List<String> texts(String key) {
        return switch (value(key)) {
            case Document.Items list -> list.texts();
            case Document.Nothing _ -> List.of();
            case Document.Text _, Document.Flag _, Document.Fields _ ->
                    throw wrong(key, "is a list");
        };
    }

    /// One text, or a list of them.
    List<String> textOrTexts(String key) {
        return value(key) instanceof Document.Items ? texts(key) : List.of(required(key));
    }

    /// Refuses references where nobody fills them in.
    YamlBlock literal(String... keys) {
        for (String key : keys) {
            String text = text(key);
            if (text != null && References.in(text)) {
                throw wrong(key, "is taken as it is written: no reference is filled in here");
            }
        }
        return this;
    }

    /// A time of more than nothing.
    ///
    /// @param otherwise when the key is not there
    Duration time(String key, Duration otherwise) {
        Duration time = duration(key);
        if (time != null && time.isZero()) {
            throw wrong(key, "is a time of more than nothing, not " + text(key));
        }
        return time == null ? otherwise : time;
    }

    /// `500ms`, `3s`, `2m`, `1h`; null when the key is not there.
    @Nullable Duration duration(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(key, "is a time such as 500ms, 3s or 2m, not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /// `36h`, `14d`, `8w`; null when the key is not there.
    @Nullable Duration retention(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        Duration time = Retention.parse(text);
        if (time == null) {
            throw wrong(key, "is a time such as 36h, 14d or 8w, not " + text);
        }
        return time;
    }

    /// A number from 1 up.
    int count(String key, int otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw wrong(key, "is a number from 1 to 999, not " + text);
        }
        return Integer.parseInt(text);
    }

    /// `500MB`, `10GB`, `2TB`, in powers of 1024 as PostgreSQL has it.
    long bytes(String key, long otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(key, "is a size such as 500MB or 10GB, not " + text);
        }
        return Long.parseLong(matcher.group(1)) << SHIFTS.getOrDefault(matcher.group(2), 0);
    }

    /// An error about a key: `backout.yaml: policy.x is true or false`.
    BackoutException wrong(String key, String what) {
        return invalid("%s: %s %s".formatted(file, join(key), what));
    }

    private Document value(String key) {
        return fields.getOrDefault(key, new Document.Nothing());
    }

    private BackoutException unknown(String key, List<String> known) {
        String near = Suggestion.nearest(key, known);
        String all = "known here: " + String.join(", ", known);
        return invalid(
                "%s: %s is not a setting".formatted(file, join(key)),
                near == null ? all : "did you mean %s?".formatted(near));
    }

    private static BackoutException notYaml(String file, JsonProcessingException cause) {
        String where =
                cause.getLocation() == null ? "" : " line " + cause.getLocation().getLineNr();
        String said = cause.getOriginalMessage().lines().findFirst().orElse("");
        return new BackoutException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s%s is not YAML: %s".formatted(file, where, said),
                List.of(),
                cause);
    }

    private static BackoutException invalid(String message, String... hints) {
        return BackoutException.of(ErrorCode.CONFIGURATION_INVALID, message, hints);
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
