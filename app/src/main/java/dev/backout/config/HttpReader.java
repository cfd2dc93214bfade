package dev.backout.config;

import dev.backout.reference.References;
import dev.backout.sql.Secrets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what of `backout.yaml` is sent over HTTP. What is secret about it is written as a
/// reference.
final class HttpReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /// Headers that carry a secret more often than not.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i).*(?:auth|cookie|token|secret|key|passw|pwd|passphrase|credential|signature).*");

    private HttpReader() {}

    /// An address that is asked: one that is written out, or begins with a reference.
    ///
    /// @param key where it stands
    static String url(YamlBlock block, String key, String url) {
        String open = References.around(url);
        if (!open.equals(Secrets.maskedText(open))) {
            throw block.wrong(key, "holds a password: write ${env:NAME} or ${file:PATH}");
        }
        if (!url.matches("(?s)https?://.+") && !References.begins(url)) {
            throw block.wrong(key, "begins with http:// or https://, unlike " + url);
        }
        try {
            new URI(References.with("x", url));
        } catch (URISyntaxException e) {
            throw block.wrong(key, "is no URL: " + e.getReason());
        }
        return url;
    }

    static Map<String, String> headers(YamlBlock block) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : block.keys()) {
            if (!NAME.matcher(name).matches()) {
                throw block.wrong(name, "is no name of a header");
            }
            String text = block.required(name);
            if (SECRET.matcher(name).matches() && !References.in(text)) {
                throw block.wrong(
                        name,
                        "is a secret, which must not stand here: write ${env:NAME} or"
                                + " ${file:PATH}");
            }
            headers.put(name, text);
        }
        return headers;
    }
}
