package dev.backout.vault.merge;

import dev.backout.ddl.Statement;

import java.util.ArrayList;
import java.util.List;

/// The logs of tables that were written together, and are led back together. For one thread.
final class WrittenLogs {
    private final List<WrittenLog> waiting = new ArrayList<>();
    private final List<WrittenLog> led = new ArrayList<>();

    /// Adds what was written before all that waits.
    ///
    /// @return what has to be led back before it: everything, when the table looked otherwise
    List<Statement> add(WrittenLog log, RowsBack back) {
        List<Statement> before = List.of();
        for (int i = 0; i < waiting.size(); i++) {
            WrittenLog later = waiting.get(i);
            if (later.joins(log)) {
                waiting.set(i, later.joined(log));
                return before;
            }
        }
        if (waiting.stream().anyMatch(later -> later.table().equals(log.table()))) {
            before = lead(back);
        }
        waiting.add(log);
        return before;
    }

    /// Leads back what waits, and is done with it.
    List<Statement> end(RowsBack back) {
        List<Statement> statements = new ArrayList<>(lead(back));
        statements.addAll(back.gone(led));
        led.clear();
        return statements;
    }

    /// Leads back what waits.
    List<Statement> lead(RowsBack back) {
        List<Statement> statements = waiting.isEmpty() ? List.of() : back.statements(waiting, led);
        led.addAll(0, waiting);
        waiting.clear();
        return statements;
    }
}
