package dev.backout.schema;

/// What a sequence counts with; the manual's CREATE SEQUENCE explains each.
///
/// @param dataType smallint, integer or bigint
/// @param start the first value
/// @param increment the step, never 0
/// @param minimum the smallest value
/// @param maximum the largest value
/// @param cache how many values a session takes at once
/// @param cycle whether it starts again at the end
public record SequenceOptions(
        String dataType,
        long start,
        long increment,
        long minimum,
        long maximum,
        long cache,
        boolean cycle) {
    @Override
    public String toString() {
        return dataType
                + " start "
                + start
                + " increment "
                + increment
                + " min "
                + minimum
                + " max "
                + maximum
                + " cache "
                + cache
                + (cycle ? " cycle" : "");
    }
}
