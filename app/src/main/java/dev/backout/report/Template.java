package dev.backout.report;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A team's own report with placeholders: `{{timeline}}`. What is put in is not looked at again, so
/// that nothing from a database can act as a placeholder.
///
/// @param name the file's name, for messages
/// @param text what it holds
public record Template(String name, String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w-]*)\\s*}}");

    static final String TITLE = "title";
    static final String RUN = "run";
    static final String INCIDENT = "incident";

    /// The template with everything put in.
    ///
    /// @throws BackoutException `usage` about a placeholder that does not exist
    String filled(Function<String, String> value) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String wanted = found.group(1);
            if (!names().contains(wanted)) {
                throw BackoutException.of(
                        ErrorCode.USAGE,
                        "%s has a placeholder {{%s}} that does not exist".formatted(name, wanted),
                        "there are " + String.join(", ", names()));
            }
            return Matcher.quoteReplacement(value.apply(wanted));
        });
    }

    /// Every placeholder.
    static List<String> names() {
        return Stream.concat(
                        Stream.of(TITLE, RUN, INCIDENT),
                        Arrays.stream(Section.values()).map(Section::id))
                .collect(Collectors.toUnmodifiableList());
    }
}
