package dev.backout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A line of text. Immutable.
///
/// @param spans its pieces
public record Line(List<Span> spans) {
    private static final Pattern LINKING =
            Pattern.compile("@|://|www\\.|[#!]\\d|[\\p{Cntrl}\\p{Cf}]");

    /// Copies the list.
    public Line {
        spans = List.copyOf(spans);
    }

    /// Our own words.
    public static Line of(String text) {
        return new Line(List.of()).plain(text);
    }

    /// Something from elsewhere.
    public static Line ofCode(String text) {
        return new Line(List.of()).code(text);
    }

    /// With more of our own words.
    public Line plain(String text) {
        return with(new Span(text, false));
    }

    /// With a sentence of Backout's own in which names from elsewhere may stand. It is code when
    /// one of them would become a link or a mention.
    public Line prose(String text) {
        return LINKING.matcher(text).find() ? code(text) : plain(Foreign.line(text));
    }

    /// With something from elsewhere; nothing when it is empty.
    public Line code(String text) {
        return text.isEmpty() ? this : with(new Span(text, true));
    }

    /// With several things from elsewhere, separated by commas.
    public Line codes(List<String> texts) {
        Line line = this;
        for (int index = 0; index < texts.size(); index++) {
            line = (index == 0 ? line : line.plain(", ")).code(texts.get(index));
        }
        return line;
    }

    private Line with(Span span) {
        List<Span> all = new ArrayList<>(spans);
        all.add(span);
        return new Line(all);
    }
}
