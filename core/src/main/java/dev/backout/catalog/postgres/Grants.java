package dev.backout.catalog.postgres;

import dev.backout.schema.Grant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads access control lists in the text form of `aclitem` (manual, 5.8 "Privileges"):
/// `alice=r*w/bob`. Remembers what it has seen, because most objects have the same list. For one
/// thread.
final class Grants {
    private static final Map<Character, String> PRIVILEGES =
            Map.ofEntries(
                    Map.entry('r', "SELECT"),
                    Map.entry('a', "INSERT"),
                    Map.entry('w', "UPDATE"),
                    Map.entry('d', "DELETE"),
                    Map.entry('D', "TRUNCATE"),
                    Map.entry('x', "REFERENCES"),
                    Map.entry('t', "TRIGGER"),
                    Map.entry('m', "MAINTAIN"),
                    Map.entry('X', "EXECUTE"),
                    Map.entry('U', "USAGE"),
                    Map.entry('C', "CREATE"),
                    Map.entry('T', "TEMPORARY"),
                    Map.entry('c', "CONNECT"),
                    Map.entry('s', "SET"),
                    Map.entry('A', "ALTER SYSTEM"));

    private final Map<String, Map<List<String>, List<Grant>>> seen = new HashMap<>();

    List<Grant> parse(List<String> items, String owner) {
        return items.isEmpty()
                ? List.of()
                : seen.computeIfAbsent(owner, k -> new HashMap<>())
                        .computeIfAbsent(items, k -> parseAll(k, owner));
    }

    private static List<Grant> parseAll(List<String> items, String owner) {
        List<Grant> grants = new ArrayList<>();
        items.forEach(item -> new Item(item).addTo(grants, owner));
        return grants.stream().sorted().toList();
    }

    /// A cursor over one `aclitem`.
    private static final class Item {
        private final String text;
        private int at;

        Item(String text) {
            this.text = text;
        }

        void addTo(List<Grant> grants, String owner) {
            String grantee = role();
            int equals = at++;
            int slash = text.indexOf('/', equals);
            at = slash + 1;
            String grantor = role();
            for (int i = equals + 1; i < slash; i++) {
                boolean grantable = i + 1 < slash && text.charAt(i + 1) == '*';
                grants.add(
                        new Grant(
                                grantee,
                                privilege(text.charAt(i)),
                                grantable,
                                grantor.equals(owner) ? "" : grantor));
                i += grantable ? 1 : 0;
            }
        }

        /// A name as it stands, or in double quotes with doubled quotes inside.
        private String role() {
            StringBuilder name = new StringBuilder();
            boolean quoted = false;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    name.append(text.charAt(at++));
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && c == '=') {
                    break;
                } else {
                    name.append(c);
                }
            }
            return name.toString();
        }

        private String privilege(char letter) {
            String word = PRIVILEGES.get(letter);
            if (word == null) {
                throw new IllegalStateException("unknown privilege in " + text);
            }
            return word;
        }
    }
}
