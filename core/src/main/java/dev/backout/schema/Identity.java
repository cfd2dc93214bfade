package dev.backout.schema;

/// An identity column's sequence and manner.
///
/// @param always GENERATED ALWAYS rather than BY DEFAULT
/// @param sequence the sequence's address
/// @param options what it counts with
/// @param unlogged whether the sequence is unlogged
public record Identity(
        boolean always, Address sequence, SequenceOptions options, boolean unlogged) {
    @Override
    public String toString() {
        return (always ? "always " : "by default ")
                + sequence.text()
                + " "
                + options
                + (unlogged ? " unlogged" : "");
    }
}
