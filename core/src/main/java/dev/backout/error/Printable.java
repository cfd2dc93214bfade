package dev.backout.error;

/// Text of others on a line of ours. Names of migrations and messages of a server come from pull
/// requests too: a control character in them could break the line, or steer a terminal.
public final class Printable {
    private Printable() {}

    /// The text with control characters as `\n` or `\u001b`.
    public static String line(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                safe.append("\\n");
            } else if (Character.isISOControl(c)) {
                safe.append("\\u%04x".formatted((int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
