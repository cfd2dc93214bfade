package dev.backout.schema;

/// A label of an enum type.
///
/// @param oid the label's own OID, which survives RENAME VALUE; no part of equality
/// @param text the label
public record EnumLabel(long oid, String text) {
    /// Equal labels have equal texts: another database gives other OIDs.
    @Override
    public boolean equals(Object other) {
        return other instanceof EnumLabel label && label.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
