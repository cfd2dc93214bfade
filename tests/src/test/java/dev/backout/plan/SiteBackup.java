package dev.backout.plan;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.SessionZone;
import dev.backout.database.Sql;
import dev.backout.deploy.Reenactment;
import dev.backout.migration.Migration;
import dev.backout.migration.Script;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchServer;
import dev.backout.testkit.server.JudgeServer;
import dev.backout.vault.Vault;
import dev.backout.vault.taken.RowCopy;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A copy of a site's database at one moment, from which rows are taken as from a restored
/// instance.
final class SiteBackup implements Extraction, AutoCloseable {
    static final FromBackup.Source SOURCE =
            new FromBackup.Source("copy", FromBackup.Kind.INSTANCE, "system:1", null, 1);

    private final JudgeServer server;
    private final String name;
    private final String owner;
    private final ScratchServer scratch;
    private final List<ScratchDatabase> copies = new ArrayList<>();
    private @Nullable Extracted again;

    SiteBackup(JudgeServer server, String name, String owner, ScratchServer scratch) {
        this.server = server;
        this.name = name;
        this.owner = owner;
        this.scratch = scratch;
    }

    @Override
    public Extracted take(Request request) {
        return taken(request.migration(), request.tables(), request.writes());
    }

    /// The same for a plan; made once.
    Extracted again(FromBackup backup) {
        byte[] script = backup.script().getBytes(StandardCharsets.UTF_8);
        Extracted known = again;
        if (known == null) {
            known =
                    taken(
                            new Migration(
                                    backup.migration(), Script.of("plan", script), null, null),
                            backup.tables(),
                            backup.writes());
            again = known;
        }
        return new Extracted(
                known.source(),
                known.held(),
                copies.getLast().session(),
                known.vault(),
                known.notes());
    }

    private Extracted taken(
            Migration migration, Collection<Address> tables, Collection<Address> writes) {
        List<String> failures = new ArrayList<>();
        ScratchDatabase copy =
                Imitation.of(this::connect, Site.TOOL.table(), "backout", scratch, failures);
        copies.add(copy);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.toString());
        }
        tables.forEach(table -> fill(copy, table));
        return new Extracted(
                SOURCE,
                new Reenactment(copy, Site.TOOL, "test", zone()).run(migration, writes),
                copy.session(),
                new Vault(Reenactment.RECORDS),
                List.of());
    }

    private SessionZone zone() {
        try (Connection live = connect()) {
            return SessionZone.of(live);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(ScratchDatabase copy, Address address) {
        String table = Identifiers.dotted(address.path());
        copy.give(List.of("alter table %s disable trigger all".formatted(table)));
        try (Connection from = connect()) {
            String columns =
                    String.join(
                            ", ",
                            Sql.list(
                                    from,
                                    """
                                    select quote_ident(attname) from pg_attribute
                                    where attrelid = ?::regclass and attnum > 0
                                      and not attisdropped\
                                    """,
                                    row -> row.getString(1),
                                    table));
            RowCopy.rows(
                    from,
                    "select %s from %s".formatted(columns, table),
                    copy.session(),
                    "%s (%s)".formatted(table, columns));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        copy.give(List.of("alter table %s enable trigger all".formatted(table)));
    }

    private Connection connect() {
        String url = server.plainUrl(name).replace("postgres@", owner + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    @Override
    public void close() throws SQLException {
        copies.forEach(ScratchDatabase::close);
        server.dropDatabase(name);
    }
}
