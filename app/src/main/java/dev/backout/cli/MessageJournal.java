package dev.backout.cli;

import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.database.Transactions;
import dev.backout.error.BackoutException;
import dev.backout.journal.Journal;
import dev.backout.journal.JournalEntry;
import dev.backout.journal.JournalEvent;
import dev.backout.journal.Operator;
import dev.backout.message.Channel;
import dev.backout.message.Delivery;
import dev.backout.message.Message;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/// Writes down what became of messages. A session and a transaction of its own, for a moment: it
/// takes no lock that a step waits for, so the run goes on beside it, and it needs no lease, since
/// such a line is about no step and decides nothing. The line is the same when it comes late, from
/// a process that has lost the run meanwhile.
///
/// @param run the run's id; empty as long as it has none, and for a deployment
record MessageJournal(Shell shell, Site site, Supplier<String> run) implements Delivery {
    private static final String LIMITS =
            "set transaction read write; set local lock_timeout = '2s'; set local statement_timeout"
                    + " = '2s'";

    @Override
    public void told(Channel channel, Message message) {
        write(JournalEvent.TOLD, channel, message.kind().word());
    }

    @Override
    public void notTold(Channel channel, Message message, String why) {
        String text = "%s: %s".formatted(message.kind().word(), why);
        shell.err().println("note: the channel %s was not told %s".formatted(channel.name(), text));
        write(JournalEvent.NOT_TOLD, channel, text);
    }

    private void write(JournalEvent event, Channel channel, String text) {
        String id = run.get();
        if (id.isEmpty()) {
            return;
        }
        try (Connection connection = site.connect()) {
            Transactions.run(
                    connection,
                    () -> {
                        Sql.execute(connection, LIMITS);
                        return new Journal(site.records())
                                .write(
                                        connection,
                                        id,
                                        Operator.of(shell.environment()),
                                        JournalEntry.ofRun(event, "messages", line(channel, text)));
                    });
        } catch (SQLException e) {
            lost(SqlFailure.text(e));
        } catch (BackoutException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private static String line(Channel channel, String text) {
        return "%s: %s".formatted(channel.name(), text);
    }

    private void lost(String why) {
        shell.err().println("note: what became of a message is not in the journal: " + why);
    }
}
