package dev.backout.proof;

import dev.backout.catalog.Unmodelled;
import dev.backout.database.DatabaseAddress;
import dev.backout.ddl.Statement;
import dev.backout.inverse.InverseFailure;
import dev.backout.inverse.Workbench;
import dev.backout.observe.MigrationScript;
import dev.backout.observe.Observation;
import dev.backout.observe.Observer;
import dev.backout.observe.StatementObservation;
import dev.backout.observe.TransactionUse;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.TextPosition;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A scratch database that follows a history, together with the catalog as it was last read. When
/// an experiment goes wrong it is thrown away and the history is replayed. For one thread.
public final class Replica implements Workbench, AutoCloseable {
    private static final String BEGIN = "BEGIN;\n";

    /// Classes of the manual's appendix A: integrity constraint violation, data exception.
    private static final Set<String> OF_ROWS = Set.of("23", "22");

    /// An error that code raises by itself.
    private static final String RAISED = "P0";

    /// So many proofs leave enough behind that tidying up is worth its time.
    private static final int UNTIDY = 50;

    private final ScratchServer server;
    private final ScratchOptions options;
    private final List<String> history = new ArrayList<>();
    private final HelpedFiles help = new HelpedFiles();
    private ScratchDatabase database;
    private @Nullable Checkpoint checkpoint;
    private Observer observer;
    private final @Nullable RecordSchema records;
    private String filling = "";
    private final CatalogView view;

    /// Whether its rows are those that its history leads to; experiments leave others.
    private boolean exact = true;

    private @Nullable String met;
    private int proofs;

    /// An empty database.
    public Replica(ScratchServer server, ScratchOptions options) {
        this(server, options, null);
    }

    /// An empty database in which a schema stands for Backout's records.
    ///
    /// @param records that schema: the catalog is told without it; null when there is none
    public Replica(ScratchServer server, ScratchOptions options, @Nullable RecordSchema records) {
        this(server, options, records, List.of());
    }

    /// A database that has followed the beginning of a history, as far as the server began with it.
    ///
    /// @param records the schema that stands for Backout's records, or null
    /// @param files what is to be run in it; [#followed] of them were
    public Replica(
            ScratchServer server,
            ScratchOptions options,
            @Nullable RecordSchema records,
            List<String> files) {
        this.server = server;
        this.options = options;
        this.records = records;
        ScratchServer.Begun begun =
                files.isEmpty()
                        ? new ScratchServer.Begun(server.create(options), 0)
                        : server.begin(options, Prefixes.of(files));
        this.database = begun.database();
        this.history.addAll(files.subList(0, begun.files()));
        this.observer = new Observer(database);
        this.view = new CatalogView(database, records, begun.files() > 0);
    }

    /// How many files of its history it has followed.
    public int followed() {
        return history.size();
    }

    /// Tells of some tables of the schema that stands for Backout's records, and of what is hidden
    /// in others, as long as they are there.
    ///
    /// @param objects all of them; none hides everything again
    /// @return the catalog with them
    public Snapshot reveal(Set<Address> objects) {
        return view.reveal(objects);
    }

    /// Tables of the schema that stands for Backout's records, with their sequences, and tables in
    /// which something is hidden, with that.
    ///
    /// @param objects the addresses of the tables, and of what is hidden
    public List<Unit> hidden(Set<Address> objects) {
        return view.hidden(objects);
    }

    /// What is Backout's own: the schema that stands for its records, and what is hidden in tables.
    public Snapshot ours() {
        return view.ours();
    }

    /// Has [#refill] make the schema that stands for Backout's records as this says.
    ///
    /// @param sql makes the schema and everything in it
    public void fillWith(String sql) {
        filling = sql;
    }

    /// Makes the schema that stands for Backout's records anew, when tables can leave it: the next
    /// trial needs them again.
    public void refill() {
        if (records != null && !filling.isEmpty()) {
            ServerFailure failure =
                    send("DROP SCHEMA IF EXISTS %s CASCADE;\n%s".formatted(records.sql(), filling))
                            .failure();
            if (failure != null) {
                throw new IllegalStateException("cannot refill the vault: " + failure.message());
            }
            refresh();
        }
    }

    /// Where it is, for programs that connect by themselves.
    public DatabaseAddress address() {
        return database.address();
    }

    /// The catalog as it was last read.
    public Snapshot catalog() {
        return view.catalog();
    }

    /// Runs a file as one message in a fresh session, as `migrate deploy` does. What a transaction
    /// left open held is lost, as it is there. What an ordinary role may not do and migrations
    /// fairly need is done for it.
    public MessageOutcome run(String sql) {
        MessageOutcome outcome = send(sql, helped(sql));
        if (isInTheWay(outcome.failure())) {
            emptyTables();
            outcome = send(sql, helped(sql));
        }
        return help.heard(
                outcome instanceof MessageOutcome.Failed failed
                        ? help.retried(database, sql, failed, text -> send(sql, text))
                        : outcome);
    }

    /// Sends what a file was rewritten to, which keeps its lines: a failure is placed in the file.
    private MessageOutcome send(String sql, String rewritten) {
        MessageOutcome outcome = send(rewritten);
        return outcome instanceof MessageOutcome.Failed failed
                        && failed.failure().position() > 0
                        && !rewritten.equals(sql)
                ? new MessageOutcome.Failed(
                        failed.failure().at(failed.failure().in(rewritten).in(sql)),
                        failed.notices(),
                        failed.done())
                : outcome;
    }

    /// Runs the next file of the history, as [#attempt] does, and remembers it when it ran:
    /// [#restore] will run it again.
    MessageOutcome next(String sql) {
        MessageOutcome outcome = attempt(sql);
        if (outcome instanceof MessageOutcome.Completed) {
            history.add(sql);
        }
        return outcome;
    }

    /// Runs a file where the history ends, as [#run] does. Rows that experiments left are not in
    /// its way.
    MessageOutcome attempt(String sql) {
        MessageOutcome outcome = run(sql);
        if (records == null && !exact && mayBeOfRows(outcome.failure())) {
            restore();
            outcome = run(sql);
        }
        return outcome;
    }

    private static boolean mayBeOfRows(@Nullable ServerFailure failure) {
        return isOfRows(failure) || (failure != null && failure.sqlState().startsWith(RAISED));
    }

    private MessageOutcome send(String sql) {
        MessageOutcome outcome = database.run(sql);
        database.reset();
        return outcome instanceof MessageOutcome.Failed failed ? failed.placedIn(sql) : outcome;
    }

    /// Reads again what changed in the catalog.
    public Snapshot refresh() {
        return view.refresh(database.reported());
    }

    /// Keeps the database as its history left it, so that a later server begins there; unless it
    /// has what copies do not get. Call it before anything else is done with it.
    void keep() {
        if (view.tellsAll(database)) {
            server.keep(database, options, Prefixes.of(history).names().getLast());
            observer = new Observer(database);
            view.reopen(database);
        }
    }

    /// What was done otherwise than files say since this was last asked.
    List<String> takeHelpNotes() {
        return help.takeNotes();
    }

    /// Kinds of objects that changed since this was last asked, and that a snapshot does not know.
    Set<String> takeUnmodelled() {
        Set<String> kinds = new TreeSet<>(view.takeUnmodelled());
        kinds.addAll(help.takeUnmodelled());
        return kinds;
    }

    /// Runs a file whose effect on the schema is known, and tells what else it does.
    ///
    /// @param before the schema before the file was first run
    /// @param after the schema after that
    public Observation observe(String sql, Snapshot before, Snapshot after) {
        return observer.observe(helped(sql), before, after, catalog());
    }

    /// Runs a file statement by statement, each committed on its own, and tells what each did. It
    /// ends where a statement fails that way.
    List<StatementObservation> trace(String sql) {
        return observer.trace(helped(sql), catalog(), earlier -> refresh());
    }

    /// A transaction over made-up rows, in this database as it is now.
    ///
    /// @param writes whether what is run may take values of sequences
    RowSession rowSession(boolean writes) {
        return new RowSession(database, catalog(), writes);
    }

    /// A file with what was done for it, as far as it was run already.
    String helped(String sql) {
        return help.of(sql);
    }

    /// Runs a file as [#trace] does and keeps what the catalog was in between.
    public Stations stations(String sql) {
        List<Snapshot> states = new ArrayList<>(List.of(catalog()));
        List<StatementObservation> statements =
                new Observer(database)
                        .trace(
                                helped(sql),
                                catalog(),
                                _ -> {
                                    states.add(refresh());
                                    return catalog();
                                });
        return new Stations(states, statements);
    }

    /// Deletes all rows of all tables.
    void emptyTables() {
        String tables =
                catalog().entries().stream()
                        .filter(entry ->
                                entry.object() instanceof Table table && table.foreign() == null)
                        .map(entry -> Identifiers.dotted(entry.address().path()))
                        .collect(Collectors.joining(", "));
        exact = false;
        if (!tables.isEmpty()) {
            ServerFailure failure = run("TRUNCATE " + tables + " CASCADE").failure();
            if (failure != null) {
                throw new IllegalStateException("cannot empty tables: " + failure.message());
            }
        }
    }

    /// Throws the database away and replays the history, from the last checkpoint on.
    ///
    /// @throws IllegalStateException when a file of the history no longer runs
    public void restore() {
        replay(history);
    }

    /// Throws the database away and replays the history but for its last file.
    void restoreWithoutLast() {
        replay(history.subList(0, history.size() - 1));
    }

    /// Brings back the rows that were there before the last files of the history. The catalog stays
    /// as it is; it has to be that of then.
    ///
    /// @param files how many files
    /// @return why that is not possible, or null when it is done
    @Nullable String takeRowsOfBefore(int files) {
        ScratchDatabase here = database;
        try {
            follow(history.subList(0, history.size() - files));
            try (ScratchDatabase then = database) {
                return here.takeRows(then, records == null ? null : records.name());
            }
        } finally {
            database = here;
        }
    }

    private void replay(List<String> files) {
        database.close();
        follow(files);
        observer = new Observer(database);
        view.replace(database);
        exact = true;
    }

    /// Goes on in another database, which has followed these files.
    private void follow(List<String> files) {
        // The same owner, or everything would differ from what was read before.
        ScratchOptions sameOwner = options.ownedBy(database.role());
        Checkpoint from = checkpoint != null && checkpoint.leadsTo(files) ? checkpoint : null;
        database = from == null ? server.create(sameOwner) : server.copyOf(from.database());
        List<String> rest = files.subList(from == null ? 0 : from.files().size(), files.size());
        Unmodelled fresh = CatalogView.unmodelled(database);
        if (!help.none()) {
            database.allowHelp();
        }
        for (String sql : rest) {
            ServerFailure failure = run(sql).failure();
            if (failure != null) {
                throw new IllegalStateException(
                        "a migration that ran once does not run again: " + failure.message());
            }
        }
        if (Checkpoint.worth(rest.size())) {
            keep(files, fresh);
        }
    }

    /// Keeps a copy of the database, unless it has what copies do not get: settings and the like of
    /// the database itself.
    private void keep(List<String> files, Unmodelled fresh) {
        if (!CatalogView.unmodelled(database).differingFrom(fresh).isEmpty()) {
            return;
        }
        if (checkpoint != null) {
            checkpoint.close();
        }
        checkpoint = new Checkpoint(server.copyOf(database), files);
    }

    @Override
    public Snapshot apply(List<Statement> statements) {
        String text =
                statements.stream()
                        .map(Statement::text)
                        .collect(Collectors.joining("\n", BEGIN, "\nCOMMIT;\n"));
        exact = false;
        ServerFailure failure = run(text).failure();
        if (failure != null && isOfRows(failure)) {
            met = failure.message();
            emptyTables();
            failure = run(text).failure();
        }
        if (failure != null) {
            throw refused(statements, text, failure);
        }
        return refresh();
    }

    /// Says that a proof is done: what proofs leave behind is taken away from time to time.
    void proofDone() {
        proofs++;
        if (proofs % UNTIDY == 0) {
            database.tidy();
        }
    }

    /// What the server said of rows that were in the way of statements since this was last asked:
    /// all tables are empty now. Null when none were.
    @Nullable String takeMet() {
        String taken = met;
        met = null;
        return taken;
    }

    /// Rows that migrations inserted have no counterpart in a vault that is empty here. The schema
    /// is what is proved.
    private boolean isInTheWay(@Nullable ServerFailure failure) {
        return records != null && isOfRows(failure);
    }

    private static boolean isOfRows(@Nullable ServerFailure failure) {
        return failure != null && OF_ROWS.contains(failure.sqlState().substring(0, 2));
    }

    /// Applies statements as [#apply] does and tells what they did on the way. What needs a
    /// superuser's help is done, but its locks are not seen.
    ///
    /// @throws InverseFailure when the server refuses a statement; nothing was changed then
    public Observation rehearse(List<Statement> statements) {
        Snapshot before = catalog();
        String text = statements.stream().map(Statement::text).collect(Collectors.joining("\n"));
        Observer.Measured measured = observer.measure(text);
        if (isInTheWay(measured.failure())) {
            emptyTables();
            measured = observer.measure(text);
        }
        Snapshot after = measured.failure() == null ? refresh() : apply(statements);
        return Observation.of(
                MigrationScript.of(text),
                TransactionUse.ORDINARY,
                before,
                after,
                measured.measures());
    }

    /// Runs a statement that refuses a transaction. The catalog is not read again.
    ///
    /// @throws InverseFailure when the server refuses it
    public void alone(Statement statement) {
        ServerFailure failure = run(statement.sql()).failure();
        if (failure != null) {
            throw refused(List.of(statement), statement.text(), failure);
        }
    }

    private static InverseFailure refused(
            List<Statement> statements, String text, ServerFailure failure) {
        String message =
                failure.detail() == null
                        ? failure.message()
                        : failure.message() + " (" + failure.detail().replace("\n", "; ") + ")";
        int offset = TextPosition.offset(text, failure.position());
        int end = BEGIN.length();
        for (Statement statement : statements) {
            end += statement.text().length() + 1;
            if (failure.position() > 0 && offset < end) {
                return new InverseFailure(statement, failure.sqlState(), message);
            }
        }
        return new InverseFailure(null, failure.sqlState(), message);
    }

    @Override
    public void close() {
        if (checkpoint != null) {
            checkpoint.close();
        }
        database.close();
    }
}
