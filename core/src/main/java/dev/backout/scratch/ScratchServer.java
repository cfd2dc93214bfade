package dev.backout.scratch;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A server for scratch databases. Closing it takes everything away: a server of our own stops and
/// its files are deleted; on a given server, our databases and roles are dropped.
///
/// Safe for use by several threads; a database is for one thread at a time.
public final class ScratchServer implements AutoCloseable {
    private final Login administrator;
    private final Control control;
    private final @Nullable ServerProcess process;
    private final String description;
    private final String run = Passwords.suffix();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Login> owners = new ConcurrentHashMap<>();
    private final Watchdog watchdog;
    private final DatabaseMaker maker;

    private ScratchServer(
            Login administrator,
            Control control,
            @Nullable ServerProcess process,
            String description) {
        this.administrator = administrator;
        this.control = control;
        this.process = process;
        this.description = description;
        this.maker = new DatabaseMaker(control, run);
        this.watchdog = new Watchdog(control, process);
    }

    static ScratchServer ofProcess(ServerProcess process, Login superuser, String description)
            throws SQLException, IOException {
        try {
            Control control = Control.connect(superuser, "postgres");
            control.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
            return new ScratchServer(superuser, control, process, description);
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
                        "PostgreSQL " + control.version() + " at " + given.jdbcUrl());
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
    public ScratchDatabase create(ScratchOptions options) {
        String name = name();
        try {
            String role = process == null || options.owner().isEmpty() ? name : options.owner();
            Login owner = owners.computeIfAbsent(role, this::login);
            maker.make(name, owner, options);
            ScratchDatabase database = new ScratchDatabase(this, name, owner);
            database.administer(Preparation.atCreation(control, owner.user(), options));
            return database;
        } catch (SQLException e) {
            throw failed("no scratch database can be made", e);
        }
    }

    /// A database that is equal to another one, with the same role. The connections of the other
    /// one are closed; it opens new ones when it is used again.
    public ScratchDatabase copyOf(ScratchDatabase original) {
        String name = name();
        try {
            original.disconnect();
            maker.copy(original.name(), name, original.role());
            return new ScratchDatabase(this, name, original.owner());
        } catch (SQLException e) {
            throw failed("the scratch database cannot be copied", e);
        }
    }

    /// Stops the server, or drops what we made on a given one.
    @Override
    public void close() {
        watchdog.close();
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

    void drop(String database) {
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
        } catch (IOException e) {
            throw failed("the files of " + description + " cannot be deleted", e);
        }
    }

    private String name() {
        int number = count.incrementAndGet();
        return process == null ? GivenServer.PREFIX + run + "_" + number : "scratch_" + number;
    }

    static BackoutException failed(String what, Exception e) {
        return new BackoutException(
                ErrorCode.SCRATCH_UNAVAILABLE, what + ": " + e.getMessage(), List.of(), e);
    }
}
