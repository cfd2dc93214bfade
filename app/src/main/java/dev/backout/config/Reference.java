package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in `${env:NAME}` and `${file:PATH}` in a URL of `backout.yaml`, so that no password needs
/// to stand there. A part of a URL is percent-encoded, a whole URL is taken as it is.
///
/// @param variables where `${env:...}` looks
/// @param folder from where the paths of `${file:...}` are taken
record Reference(Variables variables, Path folder) {
    private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /// The text with every reference filled in.
    ///
    /// @param where the setting, for messages
    String resolve(String text, String where) {
        Matcher whole = FORM.matcher(text.strip());
        if (whole.matches()) {
            return value(whole.group(1), whole.group(2), where);
        }
        return FORM.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                encoded(value(found.group(1), found.group(2), where))));
    }

    private String value(String kind, String name, String where) {
        return kind.equals("env") ? variable(name, where) : contents(name, where);
    }

    private String variable(String name, String where) {
        String value = variables.value(name);
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
