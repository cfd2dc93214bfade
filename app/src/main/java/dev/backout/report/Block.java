package dev.backout.report;

import java.util.List;

/// A part of a document.
public sealed interface Block {
    /// A heading.
    ///
    /// @param level 1 to 3
    record Heading(int level, Line text) implements Block {}

    /// A paragraph.
    record Paragraph(Line text) implements Block {}

    /// Something that a person has to write.
    record ToFillIn(String question) implements Block {}

    /// A list.
    record Bullets(List<Line> items) implements Block {
        /// Copies the list.
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /// A list of what is to be done, to be ticked off.
    record Tasks(List<Line> items) implements Block {
        /// Copies the list.
        public Tasks {
            items = List.copyOf(items);
        }
    }

    /// A table; every row is as long as the header.
    record Table(List<String> header, List<List<Line>> rows) implements Block {
        /// Copies the lists.
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /// Numbers over time.
    record Drawing(Plot plot) implements Block {}

    /// Text as it is, of several lines.
    ///
    /// @param language `sql` or empty
    record Code(String language, String text) implements Block {}
}
