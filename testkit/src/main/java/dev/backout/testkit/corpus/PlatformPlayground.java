package dev.backout.testkit.corpus;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.platform.Platform;
import dev.backout.scratch.Help;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.sql.MessageOutcome;
import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.PgDump;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/// A database that looks as those of a platform do: migrations need its roles, schemas and
/// extensions, and an ordinary role runs them. That is made as the product makes it; what is there
/// afterwards pg_dump says.
final class PlatformPlayground implements Playground {
    /// Where the functions are that do what an ordinary role may not do.
    private static final List<String> OURS = List.of("backout_scratch", "backout_stand_ins");

    private final ScratchServer server;
    private final PgDump pgDump;
    private ScratchDatabase database;

    PlatformPlayground(ScratchServer server, Platform platform, PgDump pgDump) {
        this.server = server;
        this.pgDump = pgDump;
        this.database = server.create(ScratchOptions.plain().on(platform));
    }

    @Override
    public Dump dump() {
        DatabaseAddress address = database.address();
        Secret password = address.password();
        return pgDump.schemaWithout(
                OURS,
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(
                                address.user(),
                                password == null
                                        ? ""
                                        : URLEncoder.encode(
                                                password.reveal(), StandardCharsets.UTF_8),
                                address.host(),
                                address.port(),
                                address.database()));
    }

    @Override
    public void migrate(String sql) throws SQLException {
        run(sql);
    }

    @Override
    public void back(List<String> statements) throws SQLException {
        run(
                statements.size() == 1
                        ? statements.getFirst()
                        : "BEGIN;\n" + String.join("\n;\n", statements) + "\n;\nCOMMIT;");
    }

    @Override
    public void copy(Playground other) {
        database.close();
        database = server.copyOf(((PlatformPlayground) other).database);
    }

    private void run(String sql) throws SQLException {
        MessageOutcome outcome = sent(sql);
        if (outcome instanceof MessageOutcome.Failed failed
                && database.help(sql, failed.failure()) instanceof Help.Rewritten help) {
            outcome = sent(help.sql());
        }
        switch (outcome) {
            case MessageOutcome.Completed _ -> {}
            case MessageOutcome.Failed failed ->
                    throw new SQLException(failed.failure().message(), failed.failure().sqlState());
            case MessageOutcome.Stopped stopped -> throw new SQLException(stopped.reason());
        }
    }

    /// Playgrounds of one server may alter one role at once, which the server does not wait for.
    private MessageOutcome sent(String sql) {
        MessageOutcome outcome = database.run(sql);
        database.reset();
        boolean crossed =
                outcome instanceof MessageOutcome.Failed failed
                        && failed.failure().message().equals("tuple concurrently updated");
        return crossed ? sent(sql) : outcome;
    }
}
