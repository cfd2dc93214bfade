package dev.backout.ddl.postgres;

import dev.backout.schema.DefaultPrivileges;
import dev.backout.schema.Grant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What holds where nobody ran ALTER DEFAULT PRIVILEGES (manual, 5.8 "Privileges", table 5.2).
final class BuiltInPrivileges {
    private BuiltInPrivileges() {}

    /// The grants that are in force without these default privileges. For one schema there are
    /// none: what is granted there comes on top of what holds everywhere.
    static List<Grant> of(DefaultPrivileges privileges) {
        List<String> path = privileges.address().path();
        if (!path.get(1).isEmpty()) {
            return List.of();
        }
        String owner = path.getFirst();
        List<Grant> grants = new ArrayList<>();
        ownersOwn(path.get(2)).forEach(name -> grants.add(new Grant(owner, name, false, "")));
        toEverybody(path.get(2)).forEach(name -> grants.add(new Grant("", name, false, "")));
        Set<Grant> set = Set.copyOf(privileges.standing().grants());
        Grant maintain = new Grant(owner, "MAINTAIN", false, "");
        if (set.contains(maintain)) {
            grants.add(maintain);
        }
        return List.copyOf(new HashSet<>(grants));
    }

    /// MAINTAIN is missing from tables: PostgreSQL 17 has it and earlier ones do not, so it is
    /// taken for built in when it is there.
    private static List<String> ownersOwn(String kind) {
        return switch (kind) {
            case "tables" ->
                    List.of(
                            "SELECT",
                            "INSERT",
                            "UPDATE",
                            "DELETE",
                            "TRUNCATE",
                            "REFERENCES",
                            "TRIGGER");
            case "sequences" -> List.of("SELECT", "UPDATE", "USAGE");
            case "functions" -> List.of("EXECUTE");
            case "types" -> List.of("USAGE");
            case "schemas" -> List.of("CREATE", "USAGE");
            case "large objects" -> List.of("SELECT", "UPDATE");
            default -> throw new IllegalArgumentException("unknown kind of privileges: " + kind);
        };
    }

    private static List<String> toEverybody(String kind) {
        return switch (kind) {
            case "functions" -> List.of("EXECUTE");
            case "types" -> List.of("USAGE");
            default -> List.of();
        };
    }
}
