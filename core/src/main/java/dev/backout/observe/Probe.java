package dev.backout.observe;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.SequenceValues;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks the server what the session's open transaction did so far.
final class Probe {
    /// One question for all scans so far: earlier transactions of the session leak into the counts.
    private static final String SCANS =
            """
            SELECT s.oid, s.scans
              FROM (SELECT oid, pg_catalog.pg_stat_get_xact_numscans(oid) AS scans
                      FROM pg_catalog.pg_class
                     WHERE relkind IN ('r', 'm') AND oid >= 16384) AS s
             WHERE s.scans > 0
            """;

    private static final String NOW =
            """
            SELECT oid, relfilenode, pg_catalog.pg_stat_get_xact_numscans(oid)
              FROM pg_catalog.pg_class
             WHERE oid IN (%s)
            """;

    private final ScratchDatabase database;
    private @Nullable PreparedStatement locked;
    private @Nullable SequenceValues sequences;

    Probe(ScratchDatabase database) {
        this.database = database;
    }

    /// The relations from before that the session holds locks on.
    List<LockedRelation> locked() {
        try {
            PreparedStatement question = question();
            question.setInt(1, database.session().unwrap(PGConnection.class).getBackendPID());
            try (ResultSet rows = question.executeQuery()) {
                List<LockedRelation> relations = new ArrayList<>();
                while (rows.next()) {
                    relations.add(relation(rows));
                }
                return relations;
            }
        } catch (SQLException e) {
            throw failed("locks", e);
        }
    }

    /// Remembers where sequences stand.
    void markSequences() {
        sequences = database.sequences();
    }

    /// They may stand anywhere from now on.
    void forgetSequences() {
        sequences = null;
    }

    /// Undoes what the session's transaction did, and leads sequences back to where they stood when
    /// that was remembered.
    void reset() {
        database.reset();
        if (sequences != null) {
            database.restore(sequences);
        }
    }

    /// Begins a transaction and tells how often each table was scanned, by OID, as far as the
    /// session still counts.
    Map<Long, Long> begin() {
        try (Statement statement = database.session().createStatement()) {
            statement.execute("BEGIN; " + SCANS);
            statement.getMoreResults();
            Map<Long, Long> scans = new HashMap<>();
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    scans.put(rows.getLong(1), rows.getLong(2));
                }
            }
            return scans;
        } catch (SQLException e) {
            throw failed("scans", e);
        }
    }

    /// The storage and the scans of one relation, inside the open transaction.
    record Now(long fileNode, long scans) {}

    /// What is to be said of relations now, by OID; those that were dropped are left out.
    Map<Long, Now> now(Collection<LockedRelation> relations) {
        if (relations.isEmpty()) {
            return Map.of();
        }
        String oids =
                relations.stream()
                        .map(relation -> Long.toString(relation.oid()))
                        .collect(Collectors.joining(","));
        try (Statement statement = database.session().createStatement();
                ResultSet rows = statement.executeQuery(NOW.formatted(oids))) {
            Map<Long, Now> now = new HashMap<>();
            while (rows.next()) {
                now.put(rows.getLong(1), new Now(rows.getLong(2), rows.getLong(3)));
            }
            return now;
        } catch (SQLException e) {
            throw failed("storage and scans", e);
        }
    }

    /// Reads a text from the session and forgets it there.
    String takeNotes() {
        try (Statement statement = database.session().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT pg_catalog.current_setting('backout.noted', true)")) {
            rows.next();
            String notes = rows.getString(1);
            statement.execute("SELECT pg_catalog.set_config('backout.noted', '', true)");
            return notes == null ? "" : notes;
        } catch (SQLException e) {
            throw failed("notes", e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Probe.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PreparedStatement question() throws SQLException {
        Connection admin = database.admin();
        PreparedStatement open = locked;
        if (open == null || open.isClosed() || open.getConnection() != admin) {
            open = admin.prepareStatement(resource("locked.sql"));
            locked = open;
        }
        return open;
    }

    private static LockedRelation relation(ResultSet rows) throws SQLException {
        char kind = rows.getString(2).charAt(0);
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        for (Object mode : (Object[]) rows.getArray(6).getArray()) {
            modes.add(LockMode.ofServer(mode.toString()));
        }
        return new LockedRelation(
                rows.getLong(1),
                Address.of(kind(kind), rows.getString(3), rows.getString(4)),
                kind == 'p',
                kind == 'f',
                rows.getLong(5),
                modes);
    }

    private static ObjectKind kind(char relkind) {
        return switch (relkind) {
            case 'm' -> ObjectKind.MATERIALIZED_VIEW;
            case 'S' -> ObjectKind.SEQUENCE;
            default -> ObjectKind.TABLE;
        };
    }

    private static BackoutException failed(String what, SQLException cause) {
        return new BackoutException(
                ErrorCode.SCRATCH_UNAVAILABLE,
                "the scratch database did not tell about " + what + ": " + cause.getMessage(),
                List.of(),
                cause);
    }
}
