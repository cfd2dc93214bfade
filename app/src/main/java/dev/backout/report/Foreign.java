package dev.backout.report;

/// Text from elsewhere, made fit to be looked at: characters that control terminals or the
/// direction of text are shown by their number.
final class Foreign {
    private Foreign() {}

    /// As one line.
    static String line(String text) {
        return shown(text.replaceAll("\\s*\\R\\s*", " "));
    }

    /// As it is, with its line breaks.
    static String text(String text) {
        return shown(text.replace("\r\n", "\n"));
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    boolean hidden =
                            (Character.isISOControl(c) && c != '\n' && c != '\t')
                                    || Character.getType(c) == Character.FORMAT;
                    if (hidden) {
                        shown.append("\\u{%x}".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.toString();
    }
}
