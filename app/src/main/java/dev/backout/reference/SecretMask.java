package dev.backout.reference;

import dev.backout.sql.Secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Takes secrets out of what programs and servers say: values that are known, also percent-encoded,
/// and what looks like a password whatever its value. Immutable.
public final class SecretMask {
    /// Anything shorter is no secret, and to hide every `1` would make output unreadable.
    private static final int SHORTEST = 4;

    private static final Pattern NAMED =
            Pattern.compile("(?i).*(?:passw|pwd|passphrase|secret|token|credential|api_?key).*");

    private static final Pattern IN_URL = Pattern.compile("://[^/\\s:@]*:([^@\\s/]+)@");

    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\s*[:=]\\s*)\\S.*");

    /// The longest first: one may be a part of another.
    private final List<String> secrets;

    private SecretMask(List<String> secrets) {
        this.secrets = secrets;
    }

    /// Hides these.
    public static SecretMask of(Collection<String> secrets) {
        TreeSet<String> all =
                new TreeSet<>(
                        Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()));
        for (String secret : secrets) {
            // Output is masked line by line.
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST)
                    .forEach(line -> {
                        all.add(line);
                        all.add(URLEncoder.encode(line, StandardCharsets.UTF_8));
                        all.add(
                                URLEncoder.encode(line, StandardCharsets.UTF_8)
                                        .replace("+", "%20"));
                    });
        }
        return new SecretMask(List.copyOf(all));
    }

    /// Hides what was filled in.
    public static SecretMask of(Stream<Filled> filled) {
        return of(filled.flatMap(one -> one.secrets().stream()).toList());
    }

    /// Hides what an environment tells a program: values of variables that are called like a
    /// secret, and the passwords of URLs.
    public static SecretMask of(Map<String, String> environment, Collection<String> secrets) {
        TreeSet<String> all = new TreeSet<>(secrets);
        environment.forEach((name, value) -> {
            if (named(name)) {
                all.add(value);
            }
            Matcher url = IN_URL.matcher(value);
            while (url.find()) {
                all.add(url.group(1));
            }
        });
        return of(all);
    }

    /// Whether something is called like a secret.
    public static boolean named(String name) {
        return NAMED.matcher(name).matches();
    }

    /// The text without them.
    public String masked(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, Secrets.MASK);
        }
        masked = HEADER.matcher(masked).replaceAll("$1$2" + Secrets.MASK.replace("$", "\\$"));
        return Secrets.maskedText(masked);
    }
}
