package dev.backout.schema;

import java.util.List;
import java.util.stream.Collectors;

/// Where an object is found: its kind and the names that lead to it. Two databases share addresses,
/// never [CatalogId]s.
///
/// @param kind the kind of the object
/// @param path unquoted names from the outside in; each record of this package says what its path
///   is
public record Address(ObjectKind kind, List<String> path) implements Comparable<Address> {
    /// Copies the path.
    public Address {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("an address needs a name: " + kind);
        }
    }

    /// An address from its names, the outermost first.
    public static Address of(ObjectKind kind, String... path) {
        return new Address(kind, List.of(path));
    }

    /// The last name of the path.
    public String name() {
        return path.getLast();
    }

    /// The first name of the path: the schema, for what lives in one.
    public String first() {
        return path.getFirst();
    }

    /// The table of a part of a table (column, constraint, trigger, rule, policy).
    public Address table() {
        return new Address(ObjectKind.TABLE, path.subList(0, 2));
    }

    /// The same object under another last name.
    public Address renamed(String name) {
        return new Address(
                kind,
                java.util.stream.Stream.concat(
                                path.subList(0, path.size() - 1).stream(),
                                java.util.stream.Stream.of(name))
                        .toList());
    }

    /// The path for people: `public.users.email`, quoted only where SQL needs it.
    public String text() {
        return switch (kind) {
            case ROUTINE -> Identifiers.dotted(path.subList(0, 2)) + "(" + path.get(2) + ")";
            case CAST -> "(" + path.get(0) + " as " + path.get(1) + ")";
            case OPERATOR ->
                    Identifiers.quote(path.get(0))
                            + "."
                            + path.get(1)
                            + "("
                            + path.get(2)
                            + ", "
                            + path.get(3)
                            + ")";
            case OPERATOR_CLASS, OPERATOR_FAMILY ->
                    Identifiers.dotted(path.subList(0, 2)) + " using " + path.get(2);
            case DEFAULT_PRIVILEGES ->
                    path.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(" "));
            default -> Identifiers.dotted(path);
        };
    }

    /// Kind and path for people: `column public.users.email`.
    public String title() {
        return kind.word() + " " + text();
    }

    /// Written out, for the same reason as [CatalogId#hashCode].
    @Override
    public int hashCode() {
        int hash = kind.ordinal();
        for (int i = 0; i < path.size(); i++) {
            hash = hash * 31 + path.get(i).hashCode();
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Address address
                        && address.kind == kind
                        && address.path.equals(path));
    }

    @Override
    public int compareTo(Address other) {
        int order = kind.compareTo(other.kind);
        int common = Math.min(path.size(), other.path.size());
        for (int i = 0; order == 0 && i < common; i++) {
            order = path.get(i).compareTo(other.path.get(i));
        }
        return order != 0 ? order : Integer.compare(path.size(), other.path.size());
    }

    @Override
    public String toString() {
        return title();
    }
}
