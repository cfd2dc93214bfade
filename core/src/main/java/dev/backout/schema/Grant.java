package dev.backout.schema;

import java.util.Comparator;

/// One privilege that one role holds.
///
/// @param grantee the role, unquoted; empty for PUBLIC
/// @param privilege the privilege as SQL says it (`SELECT`)
/// @param grantable whether it comes with the grant option
/// @param grantor the role that granted it, unquoted; empty when that is the object's owner
public record Grant(String grantee, String privilege, boolean grantable, String grantor)
        implements Comparable<Grant> {
    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::grantee)
                    .thenComparing(Grant::privilege)
                    .thenComparing(Grant::grantor)
                    .thenComparing(Grant::grantable);

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (grantee.isEmpty() ? "PUBLIC" : grantee)
                + "="
                + privilege
                + (grantable ? "*" : "")
                + (grantor.isEmpty() ? "" : "/" + grantor);
    }
}
