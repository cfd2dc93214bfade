package dev.backout.reference;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

    /// Whether a text holds a reference.
    public static boolean in(String text) {
        return FORM.matcher(text).find();
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
        return FORM.matcher(text).replaceAll("");
    }

    /// A URL with every reference filled in. A part of a URL is percent-encoded, a whole URL is
    /// taken as it is.
    ///
    /// @param where the setting, for messages
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference
    public String url(String text, String where) {
        Matcher whole = FORM.matcher(text.strip());
        if (whole.matches()) {
            return value(whole.group(1), whole.group(2), where);
        }
        return FORM.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                encoded(value(found.group(1), found.group(2), where))));
    }

    /// Any other text with every reference filled in.
    ///
    /// @param where the setting, for messages
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference
    public Filled text(String text, String where) {
        List<String> secrets = new ArrayList<>();
        String filled =
                FORM.matcher(text)
                        .replaceAll(found -> {
                            String value = value(found.group(1), found.group(2), where);
                            secrets.add(value);
                            return Matcher.quoteReplacement(value);
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
        return value;
    }

    private String contents(String name, String where) {
        Path file = folder.resolve(name).normalize();
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s asks for the file %s, which cannot be read".formatted(where, file),
                    List.of(),
                    e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
