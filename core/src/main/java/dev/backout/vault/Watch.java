package dev.backout.vault;

import dev.backout.database.Pipeline;
import dev.backout.database.Sql;
import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.SimpleQuery;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The watch over one transaction: what was there, and what was kept of it so far.
final class Watch {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;
    private final Vault vault;
    private final CaptureList list;
    private final LiveTables tables;
    private final @Nullable RowWatch rows;
    private final Known known;
    private final SequenceWatch sequences;
    private final AttributeWatch attributes;
    private final KeepRules rules;
    private final LateKeys late;
    private boolean renamed;

    private Watch(
            Connection connection,
            Vault vault,
            CaptureList list,
            LiveTables tables,
            @Nullable RowWatch rows,
            KeepRules rules,
            Map<Long, LiveTable> known,
            SequenceWatch sequences,
            AttributeWatch attributes) {
        this.connection = connection;
        this.vault = vault;
        this.list = list;
        this.tables = tables;
        this.rows = rows;
        this.rules = rules;
        this.known = new Known(known);
        this.sequences = sequences;
        this.attributes = attributes;
        this.late = new LateKeys(connection, vault, tables);
    }

    static Watch begin(
            Connection connection,
            Vault vault,
            String origin,
            @Nullable RowWatch rows,
            KeepRules rules)
            throws SQLException {
        LiveTables tables = new LiveTables(vault.records().name());
        if (rows != null) {
            settled(
                    connection,
                    () -> {
                        uncover(connection, vault, tables.these(connection, rows.tables()));
                        rows.begin(connection);
                    });
        }
        Pipeline asked = FixedSettings.asking(connection);
        Map<Long, LiveTable> known = tables.all(asked);
        SequenceWatch sequences = new SequenceWatch(vault, asked);
        AttributeWatch attributes = AttributeWatch.begin(asked);
        FixedSettings.send(asked);
        return new Watch(
                connection,
                vault,
                new CaptureList(connection, vault, origin),
                tables,
                rows,
                rules,
                known,
                sequences,
                attributes);
    }

    /// Images of rows that go do not tell what is hidden in them.
    private static void uncover(Connection connection, Vault vault, Map<Long, LiveTable> written)
            throws SQLException {
        for (LiveTable table : written.values()) {
            new Uncovering(connection, vault).of(table);
        }
    }

    Connection connection() {
        return connection;
    }

    List<String> notes() {
        return list.notes();
    }

    /// Rows that a run takes out of a table are kept without what is hidden in them.
    void uncoverBefore(Wording wording) throws SQLException {
        if (wording.deletes()) {
            learnNames();
            for (LiveTable table : known.tables().values()) {
                if (wording.names(table)) {
                    settled(connection, () -> new Uncovering(connection, vault).of(table));
                }
            }
        }
    }

    /// Runs what takes nothing away; the next look learns the new names, and the last one sees
    /// whether code of triggers did.
    MessageOutcome rename(Wording wording) throws SQLException {
        renamed = true;
        return SimpleQuery.run(connection, wording.sql());
    }

    private void learnNames() throws SQLException {
        if (renamed) {
            Look look = look(Wording.of(""));
            if (!look.harmless()) {
                throw destroyedBeside(look);
            }
            learn(look);
            renamed = false;
        }
    }

    MessageOutcome execute(Wording wording) throws SQLException {
        learnNames();
        Sql.execute(connection, "savepoint backout_trial");
        MessageOutcome trial = SimpleQuery.run(connection, wording.sql());
        if (!(trial instanceof MessageOutcome.Completed)) {
            return trial;
        }
        Look look = look(wording);
        if (look.harmless()) {
            Sql.execute(connection, "release savepoint backout_trial");
            if (look.changed()) {
                cut();
            }
            learn(look);
            return trial;
        }
        Sql.execute(connection, "rollback to savepoint backout_trial");
        cut();
        list.catchUp();
        Taking taking =
                new Taking(connection, vault, list, tables, known, look, wording, rules, late);
        kept(() -> {
            taking.keep();
            sequences.keep(connection, look.stopped(), list);
        });
        return again(wording, look, taking);
    }

    /// Empties a table all of whose rows return at once, so that none of them is kept.
    MessageOutcome rebuild(Wording wording) throws SQLException {
        learnNames();
        MessageOutcome outcome = SimpleQuery.run(connection, wording.sql());
        if (outcome instanceof MessageOutcome.Completed) {
            Look look = look(wording);
            insistOnNothingHidden(look);
            if (look.destroyed().stream()
                            .anyMatch(lost -> !(lost instanceof Destruction.TableEmptied))
                    || look.destroyed().size() > 1) {
                throw incomplete("the statement destroyed more than the rows of one table", look);
            }
            learn(look);
        }
        return outcome;
    }

    private void learn(Look look) {
        known.learn(look);
        sequences.learn();
    }

    /// The copy that its rows return from does not have it.
    private void insistOnNothingHidden(Look look) throws SQLException {
        for (Destruction lost : look.destroyed()) {
            for (Capture capture : vault.hiddenIn(connection, known.table(lost.table()))) {
                throw incomplete(
                        "%s lies hidden in a table that is written anew"
                                .formatted(capture.kept().text()),
                        look);
            }
        }
    }

    /// For good. What it takes away now has to be what was kept.
    private MessageOutcome again(Wording wording, Look trial, Taking taking) throws SQLException {
        MessageOutcome outcome = SimpleQuery.run(connection, wording.sql());
        if (outcome instanceof MessageOutcome.Completed) {
            Look look = look(wording);
            if (!look.destroyed().equals(trial.destroyed())
                    || !trial.stopped().containsAll(look.stopped())) {
                throw incomplete(
                        "the statement destroyed something else than when it was tried", look);
            }
            kept(() -> taking.settle(look.after()));
            Sql.execute(connection, "release savepoint backout_trial");
            cut();
            learn(look);
        }
        return outcome;
    }

    /// What rows were written so far comes before what is kept next, and follows the tables in
    /// their new shape.
    private void cut() throws SQLException {
        if (rows != null) {
            settled(connection, () -> list.add(rows.cut(connection, list::next)));
        }
    }

    WatchOutcome finish() throws SQLException {
        list.catchUp();
        WatchOutcome written =
                rows == null
                        ? new WatchOutcome.Complete(List.of())
                        : rows.finish(connection, list::next);
        return switch (written) {
            case WatchOutcome.Unwatched unwatched -> unwatched;
            case WatchOutcome.Complete complete -> {
                list.add(complete.captures());
                settled(
                        connection,
                        () -> {
                            uncoverObstructed();
                            list.replace(late.settle(list.all()));
                        });
                insist();
                yield new WatchOutcome.Complete(list.all());
            }
        };
    }

    /// A column that was added behind a hidden one makes a write by position write into that, and
    /// one of its name keeps it from coming back.
    private void uncoverObstructed() throws SQLException {
        InPlace inPlace = new InPlace(connection, vault, rules);
        Set<Long> hiding = new TreeSet<>();
        for (Capture capture : list.all()) {
            if (capture.kept() instanceof Kept.HiddenColumn hidden) {
                hiding.add(hidden.table().oid());
            }
        }
        Map<Long, LiveTable> now = tables.these(connection, hiding);
        for (Capture capture : list.all()) {
            LiveTable table = now.get(capture.kept().table().oid());
            if (capture.kept() instanceof Kept.HiddenColumn hidden && table != null) {
                String obstacle = inPlace.obstacle(table, hidden.column());
                if (obstacle != null) {
                    list.replace(new Uncovering(connection, vault).of(table));
                    list.note(InPlace.copied(table, hidden.column(), obstacle));
                }
            }
        }
    }

    private void insist() throws SQLException {
        Look look = look(Wording.of(""));
        if (!look.harmless()) {
            throw destroyedBeside(look);
        }
        Pipeline asked = FixedSettings.asking(connection);
        List<String> ties = Ties.into(asked, vault.records().name());
        Map<Long, Integer> now = AttributeWatch.read(asked);
        FixedSettings.send(asked);
        insistOnAttributes(now);
        if (!ties.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.VAULT_INCOMPLETE,
                    "%s would depend on what is kept%s; everything is undone"
                            .formatted(
                                    ties.getFirst(),
                                    ties.size() == 1
                                            ? ""
                                            : ", and %d more".formatted(ties.size() - 1)));
        }
    }

    /// A plan tells what a run takes away so.
    private void insistOnAttributes(Map<Long, Integer> now) throws SQLException {
        List<String> trimmed = rows == null ? List.of() : attributes.trimmed(connection, now);
        if (!trimmed.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.VAULT_INCOMPLETE,
                    "a composite type loses an attribute, and its values in %s cannot be kept; everything is undone"
                            .formatted(String.join(", ", trimmed)),
                    "copy the values into a column of their own first");
        }
    }

    private BackoutException destroyedBeside(Look look) {
        return incomplete(
                "code that a trigger or a query called destroyed what was not kept", look);
    }

    private Look look(Wording wording) throws SQLException {
        return Look.at(connection, tables, known.tables(), sequences, wording);
    }

    private static void settled(Connection connection, Attempted.Work work) throws SQLException {
        FixedSettings.during(
                connection,
                () -> {
                    work.run();
                    return 0;
                });
    }

    private void kept(Attempted.Work work) throws SQLException {
        try {
            settled(connection, work);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw hidden(e);
            }
            throw e;
        }
    }

    private BackoutException incomplete(String why, Look look) {
        String what =
                Stream.concat(
                                look.destroyed().stream()
                                        .map(lost -> known.table(lost.table()).address()),
                                look.stopped().stream().map(one -> one.ref().address()))
                        .map(Address::text)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        return BackoutException.of(
                ErrorCode.VAULT_INCOMPLETE,
                "%s, in %s; everything is undone"
                        .formatted(why, what.isEmpty() ? "no table" : what));
    }

    private static BackoutException hidden(SQLException e) {
        return new BackoutException(
                ErrorCode.RIGHTS_MISSING,
                "what the statement destroys cannot be kept: " + SqlFailure.text(e),
                List.of(
                        "nothing was executed; log in as the owner of the table, or as a role with"
                                + " BYPASSRLS when its policies bind its owner, too (FORCE ROW"
                                + " LEVEL SECURITY)"),
                e);
    }
}
