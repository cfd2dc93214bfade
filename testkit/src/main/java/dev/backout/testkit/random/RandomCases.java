package dev.backout.testkit.random;

import dev.backout.testkit.golden.GoldenJudge;
import dev.backout.testkit.server.JudgeServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random cases on a server: a statement that it refuses is left out. The same seed gives the
/// same case on the same major version.
public final class RandomCases {
    private static final int SCHEMA = 30;
    private static final int MOST_CHANGES = 6;
    private static final int ATTEMPTS = 60;

    private final JudgeServer server;
    private final Operations operations = Operations.read();

    /// @param server has been given to [GoldenJudge#prepare]
    public RandomCases(JudgeServer server) {
        this.server = server;
    }

    /// The case of a seed.
    public RandomCase make(long seed) throws SQLException {
        Random random = new Random(seed);
        String database = server.createDatabaseOwnedBy(GoldenJudge.OWNER);
        try (Connection connection = server.connect(database)) {
            execute(connection, "SET SESSION AUTHORIZATION " + GoldenJudge.OWNER);
            Choices choices = new Choices(new Inventory(connection), random);
            List<String> schema = some(connection, choices, random, operations.make(), SCHEMA);
            List<String> both = new ArrayList<>(operations.change());
            both.addAll(operations.change());
            both.addAll(operations.make());
            int number = 1 + random.nextInt(MOST_CHANGES);
            return new RandomCase(seed, schema, some(connection, choices, random, both, number));
        } finally {
            server.dropDatabase(database);
        }
    }

    private static List<String> some(
            Connection connection,
            Choices choices,
            Random random,
            List<String> templates,
            int number)
            throws SQLException {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS && accepted.size() < number; i++) {
            String sql = choices.fill(templates.get(random.nextInt(templates.size())));
            if (!sql.isEmpty() && isAccepted(connection, sql)) {
                accepted.add(sql);
            }
        }
        return accepted;
    }

    private static boolean isAccepted(Connection connection, String sql) {
        try {
            execute(connection, sql);
            return true;
        } catch (SQLException _) {
            return false; // templates are filled blindly, and the server is the one to tell
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
