package dev.backout.integration.pgdump;

import dev.backout.backup.TableName;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The contents of a dump, as `pg_restore --list` tells them.
///
/// @param entries every entry's line, without comments
public record DumpList(List<String> entries) {
    private static final Pattern ENTRY = Pattern.compile("^(\\d+); \\d+ \\d+ (.*)$");
    private static final Pattern EXTENSION =
            Pattern.compile("^\\d+; \\d+ \\d+ EXTENSION - (\\S+).*");
    private static final String DATA = " TABLE DATA ";
    private static final String POSITION = " SEQUENCE SET ";

    /// Copies the list.
    public DumpList {
        entries = List.copyOf(entries);
    }

    /// Reads what pg_restore printed.
    static DumpList parse(String text) {
        return new DumpList(text.lines().filter(line -> ENTRY.matcher(line).matches()).toList());
    }

    /// How many entries hold rows of a table.
    public int tablesWithRows() {
        return (int) entries.stream().filter(entry -> entry.contains(DATA)).count();
    }

    /// The tables among these whose rows are not in the dump.
    public List<TableName> lacking(Set<TableName> tables) {
        Set<String> rows =
                entries.stream()
                        .filter(entry -> entry.contains(DATA))
                        .map(entry -> entry.substring(entry.indexOf(DATA) + DATA.length()))
                        .collect(Collectors.toSet());
        List<TableName> lacking = new ArrayList<>();
        for (TableName table : tables) {
            String start = "%s %s ".formatted(plain(table.schema()), plain(table.table()));
            if (rows.stream().noneMatch(entry -> entry.startsWith(start))) {
                lacking.add(table);
            }
        }
        return lacking;
    }

    /// Whether an entry holds the rows of one of these tables.
    static boolean isDataOf(String entry, Set<TableName> tables) {
        return isOf(entry, DATA, tables);
    }

    /// Whether an entry says where one of these sequences stands.
    static boolean isPositionOf(String entry, Set<TableName> sequences) {
        return isOf(entry, POSITION, sequences);
    }

    private static boolean isOf(String entry, String kind, Set<TableName> tables) {
        int place = entry.indexOf(kind);
        String named = place < 0 ? "" : entry.substring(place + kind.length());
        return tables.stream()
                .anyMatch(table ->
                        named.startsWith(
                                "%s %s ".formatted(plain(table.schema()), plain(table.table()))));
    }

    /// The extensions that the schema wants.
    List<String> extensions() {
        List<String> names = new ArrayList<>();
        for (String entry : entries) {
            Matcher extension = EXTENSION.matcher(entry);
            if (extension.matches()) {
                names.add(extension.group(1));
            }
        }
        return names;
    }

    /// The list for `pg_restore --use-list`, without what is there already.
    ///
    /// @param wanted which entries are to be restored
    /// @param there extensions that are made beforehand
    String of(Predicate<String> wanted, Set<String> there) {
        return entries.stream()
                        .filter(wanted)
                        .filter(entry -> there.stream().noneMatch(name -> makes(entry, name)))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static boolean makes(String entry, String extension) {
        return entry.matches(
                        "^\\d+; \\d+ \\d+ EXTENSION - %s ?.*".formatted(Pattern.quote(extension)))
                || entry.contains(" COMMENT - EXTENSION %s ".formatted(extension))
                || entry.contains(" COMMENT - EXTENSION \"%s\" ".formatted(extension));
    }

    /// pg_dump puts a space where a name breaks the line.
    private static String plain(String name) {
        return name.replace('\n', ' ').replace('\r', ' ');
    }
}
