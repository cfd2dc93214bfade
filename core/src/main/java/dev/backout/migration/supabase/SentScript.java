package dev.backout.migration.supabase;

import dev.backout.migration.Script;
import dev.backout.observe.MigrationScript;
import dev.backout.sql.SeparateMessages;
import dev.backout.sql.SqlStatement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A file as the server gets it. The tool sends all of its statements at once, as one transaction;
/// but the server commits one that refuses a transaction (`CREATE INDEX CONCURRENTLY`) at once when
/// it is the first, and what follows begins another transaction.
final class SentScript {
    private SentScript() {}

    /// The file itself, unless it begins with such statements and goes on.
    static Script of(Script file) {
        List<SqlStatement> statements = MigrationScript.of(file.text()).statements();
        int alone = 0;
        while (alone < statements.size()
                && MigrationScript.refusesTransaction(statements.get(alone))) {
            alone++;
        }
        if (alone == 0 || statements.size() == 1) {
            return file;
        }
        List<String> messages = new ArrayList<>();
        int from = 0;
        for (SqlStatement statement : statements.subList(0, alone)) {
            int to = statement.offset() + statement.text().length();
            messages.add(file.text().substring(from, to));
            from = to;
        }
        if (alone < statements.size()) {
            messages.add(file.text().substring(from));
        }
        return Script.of(
                file.path(), SeparateMessages.join(messages).getBytes(StandardCharsets.UTF_8));
    }
}
