package dev.backout.reference;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in `${env:NAME}` and `${file:PATH}` of `backout.yaml`, so that no secret needs to stand
/// there. What is journalled are the references; they are filled in at the moment of use, on the
/// machine that uses them. Immutable.
///
/// @param variables where `${env:...}` looks; null for a variable that is not set
/// @param folder from where the paths of `${file:...}` are taken
public record References(Function<String, @Nullable String> variables, Path folder) {
    private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /// Secrets are short; what is longer is another file than was meant.
    private static final int LONGEST = 64 << 10;

    /// Whether a text holds a reference.
    public static boolean in(String text) {
        return FORM.matcher(text).find();
    }

    /// Whether a text begins with a reference.
    public static boolean begins(String text) {
        return FORM.matcher(text.strip()).lookingAt();
    }

    /// The names of the variables that a text refers to, in its order.
    public static Set<String> variablesIn(String text) {
        Set<String> names = new LinkedHashSet<>();
        FORM.matcher(text)
                .results()
                .filter(found -> found.group(1).equals("env"))
                .forEach(found -> names.add(found.group(2)));
        return names;
    }

    /// A text without the references in it: what anybody may read of it.
    public static String around(String text) {
        return with("", text);
    }

    /// A text with the same in the place of every reference.
    public static String with(String place, String text) {
        return FORM.matcher(text).replaceAll(place);
    }

    /// A URL with every reference filled in. A part of a URL is percent-encoded, a whole URL is
    /// taken as it is.
    ///
    /// @param where the setting, for messages
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference
    public Filled url(String text, String where) {
        boolean whole = FORM.matcher(text.strip()).matches();
        return filled(
                whole ? text.strip() : text, where, whole ? value -> value : References::encoded);
    }

    /// Any other text with every reference filled in.
    ///
    /// @param where the setting, for messages
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference
    public Filled text(String text, String where) {
        return filled(text, where, value -> value);
    }

    /// Headers of HTTP with every reference filled in.
    ///
    /// @param where whose they are, for messages
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference,
    ///   or a line break, which would end the header
    public Map<String, Filled> headers(Map<String, String> written, String where) {
        Map<String, Filled> headers = new LinkedHashMap<>();
        written.forEach((name, text) -> {
            String place = "the header %s of %s".formatted(name, where);
            Filled value = text(text, place);
            if (value.text().chars().anyMatch(Character::isISOControl)) {
                throw BackoutException.of(
                        ErrorCode.CONFIGURATION_INVALID,
                        place + " has a line break in it, or another control character");
            }
            headers.put(name, value);
        });
        return headers;
    }

    private Filled filled(String text, String where, UnaryOperator<String> written) {
        List<String> secrets = new ArrayList<>();
        String filled =
                FORM.matcher(text)
                        .replaceAll(found -> {
                            String value = value(found.group(1), found.group(2), where);
                            secrets.add(value);
                            return Matcher.quoteReplacement(written.apply(value));
                        });
        return new Filled(filled, secrets);
    }

    private String value(String kind, String name, String where) {
        return kind.equals("env") ? variable(name, where) : contents(name, where);
    }

    private String variable(String name, String where) {
        String value = variables.apply(name);
        if (value == null) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s asks for the variable %s, which is not set".formatted(where, name));
        }
        if (value.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s asks for the variable %s, which is empty".formatted(where, name));
        }
        return value;
    }

    private String contents(String name, String where) {
        Path file = folder.resolve(name).normalize();
        String trouble;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length <= LONGEST && !text.isEmpty()) {
                return text;
            }
            trouble = text.isEmpty() ? "which is empty" : "which is larger than 64 KB";
        } catch (NoSuchFileException e) {
            trouble = "which does not exist";
        } catch (IOException e) {
            trouble = "which cannot be read: " + FileTrouble.text(e);
        }
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "%s asks for the file %s, %s".formatted(where, file, trouble));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
