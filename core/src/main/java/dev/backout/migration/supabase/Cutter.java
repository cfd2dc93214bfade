package dev.backout.migration.supabase;

import dev.backout.sql.SqlStatement;
import dev.backout.sql.StatementSplitter;

import java.util.ArrayList;
import java.util.List;

/// Cuts a file into the statements that Supabase's command line keeps of it in the history: as the
/// server reads them, without the space around them and the semicolons behind them. A comment alone
/// is one, too.
final class Cutter {
    private Cutter() {}

    static List<String> cut(String text) {
        List<String> statements = new ArrayList<>();
        for (SqlStatement part : StatementSplitter.split(text)) {
            String bare = stripped(part.text());
            while (bare.endsWith(";")) {
                bare = stripped(bare.substring(0, bare.length() - 1));
            }
            if (!bare.isEmpty()) {
                statements.add(bare);
            }
        }
        return statements;
    }

    /// Its white space has no-break spaces, too.
    private static String stripped(String piece) {
        int from = 0;
        int to = piece.length();
        while (from < to && space(piece.charAt(from))) {
            from++;
        }
        while (to > from && space(piece.charAt(to - 1))) {
            to--;
        }
        return piece.substring(from, to);
    }

    private static boolean space(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }
}
