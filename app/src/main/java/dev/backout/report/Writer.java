package dev.backout.report;

import java.util.List;

/// Prints blocks in one format. Stateless.
public interface Writer {
    /// A document by itself.
    String document(String title, List<Block> blocks);

    /// A part of one, for a template.
    String blocks(List<Block> blocks);

    /// One line of one.
    String line(Line line);
}
