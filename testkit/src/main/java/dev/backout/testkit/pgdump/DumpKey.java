package dev.backout.testkit.pgdump;

import java.util.Comparator;

/// How pg_dump names an object: its kind in capitals, its schema (`-` for none), its name.
public record DumpKey(String kind, String schema, String name) implements Comparable<DumpKey> {
    private static final Comparator<DumpKey> ORDER =
            Comparator.comparing(DumpKey::kind)
                    .thenComparing(DumpKey::schema)
                    .thenComparing(DumpKey::name);

    @Override
    public int compareTo(DumpKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return schema.equals("-") ? kind + " " + name : kind + " " + schema + "." + name;
    }
}
