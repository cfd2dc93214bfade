package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A server for scratch databases. Closing it takes everything away: a server of our own stops and
/// its files are deleted; on a given server, our databases and roles are dropped.
///
/// Safe for use by several threads; a database is for one thread at a time.
public final class ScratchServer implements AutoCloseable {
    /// The manual's appendix A.
    private static final String DISK_FULL = "53100";

    private final Login administrator;
    private final Control control;
    private final @Nullable ServerProcess process;
    private final String description;
    private final @Nullable KeptServers keptServers;
    private final AtomicReference<@Nullable Replayed> replayed;
    private final String run;
    private @Nullable Kept kept;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Login> owners = new ConcurrentHashMap<>();
    private final Watchdog watchdog;
    private final DatabaseMaker maker;

    private ScratchServer(
            Login administrator,
            Control control,
            @Nullable ServerProcess process,
            String description,
            @Nullable KeptServers keptServers,
            @Nullable Replayed replayed) {
        this.administrator = administrator;
        this.control = control;
        this.process = process;
        this.description = description;
        this.keptServers = keptServers;
        this.replayed = new AtomicReference<>(replayed);
        this.run = replayed == null ? Passwords.suffix() : replayed.run();
        this.maker = new DatabaseMaker(control, run, process != null);
        this.watchdog = new Watchdog(control, process);
    }

    /// @param keptServers where such a server may be kept
    /// @param replayed what it holds already, or null for nothing
    static ScratchServer ofProcess(
            ServerProcess process,
            Login superuser,
            String description,
            KeptServers keptServers,
            @Nullable Replayed replayed)
            throws SQLException, IOException {
        try {
            Control control = Control.connect(superuser, "postgres");
            control.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
            return new ScratchServer(
                    superuser, control, process, description, keptServers, replayed);
        } catch (SQLException e) {
            process.close();
            throw e;
        }
    }

    static ScratchServer ofUrl(ScratchRequest.Given given) throws SQLException {
        Login login = Login.given(given);
        Control control = Control.connect(login, Login.database(given));
        GivenServer.check(control);
        ScratchServer server =
                new ScratchServer(
                        login,
                        control,
                        null,
                        "PostgreSQL " + control.version() + " at " + given.jdbcUrl(),
                        null,
                        null);
        GivenServer.sweep(control);
        GivenServer.hold(control, server.run);
        return server;
    }

    /// The server's major version, 14 or later.
    public int major() {
        return control.major();
    }

    /// Which server is used, for people: `embedded PostgreSQL 18.6`.
    public String description() {
        return description;
    }

    /// Whether validated functions may do what needs a superuser; false on a given server whose
    /// user is none.
    public boolean superuser() {
        return control.superuser();
    }

    /// How this server stands to an extension.
    public ExtensionOffer offer(String extension) {
        try {
            String query =
                    "SELECT coalesce(bool_or(trusted)::text, '') FROM"
                            + " pg_available_extension_versions WHERE name = "
                            + Identifiers.literal(extension);
            String trusted = control.texts(query).getFirst();
            return switch (trusted) {
                case "" -> ExtensionOffer.MISSING;
                case "true" -> ExtensionOffer.TRUSTED;
                default -> ExtensionOffer.UNTRUSTED;
            };
        } catch (SQLException e) {
            throw failed("the extensions of " + description + " cannot be read", e);
        }
    }

    /// An empty database with an ordinary role of its own.
    public ScratchDatabase create() {
        return create(ScratchOptions.plain());
    }

    /// An empty database with an ordinary role of its own.
    ///
    /// @throws BackoutException rights-missing when it has to look like a platform's, on a given
    ///   server whose user is no superuser
    public ScratchDatabase create(ScratchOptions options) {
        if (!options.platform().none() && !superuser()) {
            throw BackoutException.of(
                    ErrorCode.RIGHTS_MISSING,
                    "the user of the scratch server is no superuser, and only one can make a"
                            + " database look like %s's".formatted(options.platform().name()),
                    "leave scratch.url out: the embedded server needs no rights",
                    "or name another server there, or as a superuser of it: ALTER ROLE ..."
                            + " SUPERUSER");
        }
        String name = name();
        try {
            String role = process == null || options.owner().isEmpty() ? name : options.owner();
            Login owner = owners.computeIfAbsent(role, this::login);
            maker.make(name, owner, options);
            ScratchDatabase database = new ScratchDatabase(this, name, owner, options.zone());
            prepare(database, Preparation.atCreation(control, owner.user(), options));
            return database;
        } catch (SQLException e) {
            throw failed("no scratch database can be made", e);
        }
    }

    /// One after the other: a platform's settings of a role are the whole server's.
    private synchronized void prepare(ScratchDatabase database, String sql) {
        database.administer(sql);
    }

    /// Whether databases may be made in this way: not on a server that began with one which was
    /// made otherwise, for that one's roles are there.
    public boolean suits(ScratchOptions options) {
        Replayed held = replayed.get();
        return held == null || held.options().equals(Replayed.name(options));
    }

    /// How many files of a history the server began with.
    public int holds(Prefixes history) {
        Replayed held = replayed.get();
        return held == null ? 0 : history.length(held.prefix());
    }

    /// A database of its own that has followed the beginning of a history: as far as the server
    /// began with it, which one database can have; else an empty one.
    public Begun begin(ScratchOptions options, Prefixes history) {
        Replayed held = replayed.get();
        int files = suits(options) ? holds(history) : 0;
        if (held == null || files == 0 || !replayed.compareAndSet(held, null)) {
            return new Begun(create(options), 0);
        }
        try {
            Login owner = owners.computeIfAbsent(held.owner(), this::login);
            maker.password(owner);
            return new Begun(
                    new ScratchDatabase(this, Replayed.DATABASE, owner, options.zone()), files);
        } catch (SQLException e) {
            throw failed("the scratch database cannot be used", e);
        }
    }

    /// A database and how many files of a history it has followed.
    public record Begun(ScratchDatabase database, int files) {}

    /// Keeps a database as it is now, for later servers. What is kept is a copy; it is written when
    /// this server is closed. Nothing happens where nothing may be kept.
    ///
    /// @param options how the database was made
    /// @param prefix the name of what it has followed
    public void keep(ScratchDatabase database, ScratchOptions options, String prefix) {
        if (process != null && keptServers != null && keptServers.most() > 0 && kept == null) {
            kept =
                    new Kept(
                            copyOf(database),
                            new Replayed(
                                    prefix, Replayed.name(options), run, database.owner().user()));
        }
    }

    private record Kept(ScratchDatabase copy, Replayed replayed) {}

    /// Makes the database that is kept the only one. When that fails nothing is kept.
    private void pack() {
        Kept packed = kept;
        if (packed == null || process == null || keptServers == null) {
            return;
        }
        try {
            packed.copy().disconnect();
            maker.only(packed.copy().name(), Replayed.DATABASE);
            packed.replayed().write(process.data());
            process.keepIn(keptServers.place(packed.replayed()));
        } catch (SQLException | IOException e) {
            // It is the cache that stays as it was; what was asked for is done.
            kept = null;
        }
    }

    /// A database that is equal to another one, with the same role. The connections of the other
    /// one are closed; it opens new ones when it is used again.
    public ScratchDatabase copyOf(ScratchDatabase original) {
        String name = name();
        try {
            original.disconnect();
            maker.copy(original.name(), name, original.role());
            return new ScratchDatabase(this, name, original.owner(), original.zone());
        } catch (SQLException e) {
            throw failed("the scratch database cannot be copied", e);
        }
    }

    /// Stops the server, or drops what we made on a given one.
    @Override
    public void close() {
        watchdog.close();
        pack();
        try {
            if (process == null) {
                GivenServer.drop(control, run);
            }
            control.close();
        } catch (SQLException e) {
            throw failed("what was made on " + description + " cannot be dropped", e);
        } finally {
            stop();
        }
    }

    Login administrator() {
        return administrator;
    }

    /// Lets go without cleaning up, as a killed process does.
    void abandon() throws SQLException {
        watchdog.close();
        control.close();
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Connection admin(String database) throws SQLException {
        return administrator.admin(database, superuser());
    }

    /// A session of an owner in which no trigger fires and no foreign key is looked at.
    Connection quietSession(String database, Login owner) throws SQLException {
        return maker.quietSession(database, owner);
    }

    /// Roles that need not be made for an owner: its own helpers, and whatever is not a helper.
    Set<String> rolesFor(String owner) {
        try {
            return Set.copyOf(maker.rolesFor(owner));
        } catch (SQLException e) {
            throw failed("roles cannot be read", e);
        }
    }

    /// The text that makes our functions in a database of this owner.
    String functions(String owner) {
        return Preparation.functions(control, owner, GivenServer.helperMark(run));
    }

    void helperRoles(List<String> roles, String owner) {
        try {
            maker.helperRoles(roles, owner);
        } catch (SQLException e) {
            throw failed("roles cannot be made", e);
        }
    }

    /// What the server began with goes with the server: nobody needs its name, and dropping files
    /// one by one takes longer.
    void drop(String database) {
        if (database.equals(Replayed.DATABASE)) {
            return;
        }
        try {
            maker.drop(database);
        } catch (SQLException e) {
            throw failed("scratch database " + database + " cannot be dropped", e);
        }
    }

    private Login login(String role) {
        return administrator.as(role, Passwords.random());
    }

    private void stop() {
        try {
            if (process != null) {
                process.close();
            }
            if (kept != null && keptServers != null) {
                keptServers.trim();
            }
        } catch (IOException e) {
            throw failed("the files of " + description + " cannot be deleted", e);
        }
    }

    private String name() {
        int number = count.incrementAndGet();
        return process == null ? GivenServer.PREFIX + run + "_" + number : "scratch_" + number;
    }

    /// Whether a failure means that the disk is full: the server says so, or is gone and there is
    /// no room where it was.
    boolean isFull(ServerFailure failure) {
        return failure.sqlState().equals(DISK_FULL)
                || (failure.connectionLost() && process != null && process.isFull());
    }

    /// What there is to say then.
    BackoutException full(String why) {
        String place = process == null ? "its place" : process.place().toString();
        return BackoutException.of(
                ErrorCode.SCRATCH_FULL,
                "%s has no room left in %s: %s".formatted(description, place, why),
                "the database that migrations are for was not touched",
                "make room there, or name a server with more under scratch.url of backout.yaml");
    }

    static BackoutException failed(String what, Exception e) {
        if (e instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
            return new BackoutException(
                    ErrorCode.SCRATCH_FULL, what + ": " + e.getMessage(), List.of(), e);
        }
        return new BackoutException(
                ErrorCode.SCRATCH_UNAVAILABLE, what + ": " + e.getMessage(), List.of(), e);
    }
}
