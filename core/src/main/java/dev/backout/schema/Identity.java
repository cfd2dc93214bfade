package dev.backout.schema;

/// An identity column's sequence and manner.
///
/// @param always GENERATED ALWAYS rather than BY DEFAULT
/// @param sequence the sequence's address
/// @param options what it counts with
/// @param unlogged whether the sequence is unlogged
/// @param standing grants and comment of the sequence, and its owner, who is that of the table
public record Identity(
        boolean always,
        Address sequence,
        SequenceOptions options,
        boolean unlogged,
        Standing standing) {
    @Override
    public String toString() {
        return (always ? "always " : "by default ")
                + sequence.text()
                + " "
                + options
                + (unlogged ? " unlogged" : "");
    }
}
