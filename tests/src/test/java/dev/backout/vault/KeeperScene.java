package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Sql;
import dev.backout.database.Transactions;
import dev.backout.records.RecordSchema;
import dev.backout.sql.MessageOutcome;
import dev.backout.testkit.server.JudgeServer;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A database of an ordinary role, with a vault, in which migrations are kept.
final class KeeperScene implements AutoCloseable {
    static final String OWNER = "keeper_owner";
    static final RecordSchema RECORDS = new RecordSchema("backout");

    private final JudgeServer server;
    private final String name;
    private KeepRules rules = KeepRules.ALL;
    private List<String> notes = List.of();
    private int origins;

    private KeeperScene(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /// A new database on the shared server of a major version.
    static KeeperScene on(int major) throws SQLException {
        JudgeServer server = JudgeServer.shared(major);
        try (Connection admin = server.connect("postgres")) {
            Sql.execute(
                    admin,
                    """
                    do $$ begin create role keeper_owner login;
                    exception when duplicate_object or unique_violation then null; end $$
                    """);
        }
        KeeperScene scene = new KeeperScene(server, server.createDatabaseOwnedBy(OWNER));
        try (Connection connection = scene.connect()) {
            RECORDS.ensure(connection);
        }
        return scene;
    }

    /// A session of the owner.
    Connection connect() {
        String url = server.plainUrl(name).replace("postgres@", OWNER + "@");
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    /// A session of the superuser.
    Connection admin() throws SQLException {
        return server.connect(name);
    }

    /// How it is kept from now on.
    KeeperScene rules(KeepRules wanted) {
        rules = wanted;
        return this;
    }

    /// What the last migration has to tell of how it was kept.
    List<String> notes() {
        return notes;
    }

    /// Runs SQL as the owner.
    void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, sql);
        }
    }

    /// A migration of these statements, kept and committed.
    List<Capture> keep(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            return Transactions.run(connection, () -> keep(connection, statements));
        }
    }

    /// The same in an open transaction.
    List<Capture> keep(Connection connection, String... statements) throws SQLException {
        origins++;
        Keeper keeper = new Keeper(new Vault(RECORDS), "deployment " + origins, rules);
        keeper.begin(connection);
        for (String sql : statements) {
            assertThat(keeper.execute(sql)).as(sql).isInstanceOf(MessageOutcome.Completed.class);
        }
        List<Capture> kept = keeper.finish();
        notes = keeper.notes();
        assertThat(new Vault(RECORDS).of(connection, "deployment " + origins)).isEqualTo(kept);
        return kept;
    }

    /// The only capture of a migration.
    Kept keepOne(String... statements) throws SQLException {
        List<Capture> kept = keep(statements);
        assertThat(kept).hasSize(1);
        return kept.getFirst().kept();
    }

    /// The rows of a table of the vault as text, in order.
    List<@Nullable String> rows(Kept kept) throws SQLException {
        return texts("select t::text from %s t order by 1".formatted(table(kept)));
    }

    /// A table of the vault as SQL.
    String table(Kept kept) {
        return new Vault(RECORDS).sql(kept.place());
    }

    /// The first column of an answer.
    List<@Nullable String> texts(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.list(connection, sql, row -> row.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
    }
}
