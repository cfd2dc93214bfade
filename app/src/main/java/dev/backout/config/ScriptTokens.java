package dev.backout.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a JavaScript or TypeScript file, without comments. Regular expression literals are
/// not known; a configuration has none before its end.
final class ScriptTokens {
    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    \\s+|//[^\\n]*|/\\*[\\s\\S]*?\\*/\
                    |(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)\
                    |(?<text>'(?:[^'\\\\\\n]++|\\\\.)*+'|"(?:[^"\\\\\\n]++|\\\\.)*+"|`(?:[^`\\\\]++|\\\\[\\s\\S])*+`)\
                    |(?<sign>\\?\\?|\\|\\||\\?\\.|=>|\\.\\.\\.|[\\s\\S])\
                    """);

    private ScriptTokens() {}

    enum Kind {
        WORD,
        TEXT,
        SIGN
    }

    /// @param text a string without its quotes; everything else as it stands
    /// @param template a backtick string that holds an expression
    record Token(Kind kind, String text, boolean template) {
        boolean is(String sign) {
            return kind != Kind.TEXT && text.equals(sign);
        }
    }

    static List<Token> of(String source) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            if (matcher.group("word") != null) {
                tokens.add(new Token(Kind.WORD, matcher.group(), false));
            } else if (matcher.group("text") != null) {
                tokens.add(string(matcher.group()));
            } else if (matcher.group("sign") != null) {
                tokens.add(new Token(Kind.SIGN, matcher.group(), false));
            }
        }
        return tokens;
    }

    private static Token string(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        boolean template = quoted.startsWith("`") && inner.contains("${");
        return new Token(Kind.TEXT, inner.replaceAll("\\\\(.)", "$1"), template);
    }
}
