package dev.backout.backup;

import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;

import java.util.List;

/// A table by its unquoted names.
public record TableName(String schema, String table) implements Comparable<TableName> {
    /// The table of an address that lies in one.
    public static TableName of(Address address) {
        return new TableName(address.path().get(0), address.path().get(1));
    }

    /// As the plan has it.
    public Address address() {
        return Address.of(ObjectKind.TABLE, schema, table);
    }

    /// For SQL and for people: `public.users`, quoted only where SQL needs it.
    public String text() {
        return Identifiers.dotted(List.of(schema, table));
    }

    @Override
    public int compareTo(TableName other) {
        return text().compareTo(other.text());
    }
}
