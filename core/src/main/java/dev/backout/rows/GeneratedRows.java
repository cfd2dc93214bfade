package dev.backout.rows;

import dev.backout.schema.Address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Rows that were made up, as one statement that inserts them.
///
/// @param fillings the tables, in the order in which they are filled
public record GeneratedRows(List<Filling> fillings) {
    private static final String TOLD = "backout rows:";
    private static final String TAG = "$backout$";
    private static final Pattern INDEX = Pattern.compile("\\b\\d{1,4}\\b");

    /// The rows of one table.
    ///
    /// @param all a statement that inserts all of them
    /// @param single a statement for each
    record Filling(Address table, String all, List<String> single) {
        Filling {
            single = List.copyOf(single);
        }
    }

    /// Copies the list.
    public GeneratedRows {
        fillings = List.copyOf(fillings);
    }

    /// One DO block. A row that the server refuses, for a check or a trigger, is left out; which
    /// tables got one is told by a notice.
    ///
    /// @return empty when there is nothing to insert
    public String sql() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < fillings.size(); i++) {
            Filling filling = fillings.get(i);
            if (!filling.all().contains(TAG)) {
                StringBuilder single = new StringBuilder();
                filling.single().forEach(insert -> single.append(attempt(insert, "NULL;")));
                String told = " backout_told := backout_told || ' " + i + "';\n";
                sql.append("backout_done := false;\n")
                        .append(attempt(filling.all(), single.toString()))
                        .append("IF backout_done THEN")
                        .append(told)
                        .append("END IF;\n");
            }
        }
        return sql.isEmpty()
                ? ""
                : """
                DO $backout$
                DECLARE backout_told text := ''; backout_done boolean;
                BEGIN
                %sRAISE NOTICE '%s%%', backout_told;
                END $backout$;
                """
                        .formatted(sql, TOLD);
    }

    private static String attempt(String insert, String otherwise) {
        return """
        BEGIN
        %s;
        backout_done := backout_done OR FOUND;
        EXCEPTION WHEN OTHERS THEN
        %s
        END;
        """
                .formatted(insert, otherwise);
    }

    private List<Address> tables() {
        return fillings.stream().map(Filling::table).toList();
    }

    /// The tables that got rows.
    ///
    /// @param notices what the server said when the statement ran; a trigger may have said anything
    public Set<Address> filled(List<String> notices) {
        List<Address> tables = tables();
        Set<Address> filled = new HashSet<>();
        notices.stream()
                .filter(notice -> notice.startsWith(TOLD))
                .flatMap(notice -> INDEX.matcher(notice).results())
                .mapToInt(index -> Integer.parseInt(index.group()))
                .filter(index -> index < tables.size())
                .forEach(index -> filled.add(tables.get(index)));
        return filled;
    }

    /// The tables that got none.
    public List<Address> unfilled(Set<Address> filled) {
        List<Address> left = new ArrayList<>(tables());
        left.removeAll(filled);
        return left;
    }
}
