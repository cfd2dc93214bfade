package dev.backout.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.golden.BackOutEngine.Answer;
import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.DumpDifference;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.server.JudgeServer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Judges an engine's answer to a case: the expected text and verdicts; pg_dump before and after;
/// row checksums; a second migration equals the first; a second answer is the same text.
public final class GoldenJudge {
    /// The role that plays the cases, here and in the engine's scratch database.
    public static final String OWNER = "app";

    /// The roles that exist beforehand.
    public static final List<String> BYSTANDERS = List.of("reader", "writer", "Odd Role");

    /// Servers print definitions in their own ways; the expected texts are this one's.
    private static final int TEXT_MAJOR = 18;

    /// Every so many cases are asked twice, since asking takes most of the time.
    private static final int ASKED_AGAIN = 5;

    private static final String ROLES =
            """
            CREATE ROLE reader;
            CREATE ROLE writer;
            CREATE ROLE "Odd Role";
            CREATE ROLE app SUPERUSER;
            """;

    private final JudgeServer server;

    /// @param server has been given to [#prepare]
    public GoldenJudge(JudgeServer server) {
        this.server = server;
    }

    /// Creates the roles that cases may name.
    public static void prepare(JudgeServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(ROLES);
        }
    }

    /// Runs a case without an engine: whether its own SQL works on this server.
    public void play(GoldenCase golden) throws SQLException {
        try (JudgeDatabase database = JudgeDatabase.on(server)) {
            lay(database, golden.before(), golden.data());
            database.send(golden.migration());
        }
    }

    /// Judges the engine; throws an AssertionError that says what is wrong.
    ///
    /// @return what the engine answered
    public Answer judge(GoldenCase golden, BackOutEngine engine) throws SQLException {
        Answer answer = engine.backOut(golden);
        checkTexts(golden, answer);
        if (answer.proof().equals("proved")) {
            judgeEffects(golden, answer);
        }
        if (Math.floorMod(golden.name().hashCode(), ASKED_AGAIN) == 0) {
            assertThat(engine.backOut(golden).inverse())
                    .as("the inverse when asked again")
                    .isEqualTo(answer.inverse());
        }
        return answer;
    }

    private void checkTexts(GoldenCase golden, Answer answer) {
        assertThat(answer.proof())
                .as("proof (%s)", answer.reason())
                .satisfiesAnyOf(
                        proof -> assertThat(proof).isEqualTo("proved"),
                        _ -> assertThat(golden.has("unproved")).isTrue());
        if (golden.has("inverse") && server.major() == TEXT_MAJOR) {
            assertThat(String.join("\n", answer.inverse()).strip()).isEqualTo(golden.inverse());
        }
        assertThat(answer.hazards())
                .as("hazards")
                .containsExactlyInAnyOrderElementsOf(golden.hazards());
        if (golden.has("data-verdict")) {
            assertThat(answer.dataVerdict()).as("data").isEqualTo(golden.dataVerdict());
        }
    }

    /// Judges only what the inverse does: by pg_dump, row checksums and a second migration.
    public void judgeEffects(GoldenCase golden, Answer answer) throws SQLException {
        try {
            checkEffects(golden, answer, golden.data());
        } catch (SQLException e) {
            if (!rowsAreInTheWay(e) || !golden.dataVerdict().equals("lost")) {
                throw e;
            }
            checkEffects(golden, answer, "");
        }
    }

    /// A NOT NULL or foreign key that returns may meet rows whose values are lost.
    private static boolean rowsAreInTheWay(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("23");
    }

    private void checkEffects(GoldenCase golden, Answer answer, String data) throws SQLException {
        PgDump pgDump = PgDumps.required(server.major());
        try (JudgeDatabase database = JudgeDatabase.on(server)) {
            lay(database, golden.before(), data);
            Dump before = database.dump(pgDump);
            Map<String, String> rowsBefore = database.rowChecksums();
            database.send(golden.migration());
            Dump after = database.dump(pgDump);
            Map<String, String> untouched = common(rowsBefore, database.rowChecksums());
            database.inTransaction(answer.inverse());
            checkSame("pg_dump after migration and inverse", before, database.dump(pgDump));
            assertThat(database.rowChecksums())
                    .as("rows of tables that the migration did not touch")
                    .containsAllEntriesOf(untouched);
            database.send(golden.migration());
            checkSame("pg_dump after migrating again", after, database.dump(pgDump));
        }
    }

    private static void lay(JudgeDatabase database, String... texts) throws SQLException {
        for (String sql : texts) {
            if (!sql.isBlank()) {
                database.send(sql);
            }
        }
    }

    private static Map<String, String> common(Map<String, String> a, Map<String, String> b) {
        Map<String, String> common = new TreeMap<>(a);
        common.entrySet().retainAll(b.entrySet());
        return common;
    }

    private static void checkSame(String what, Dump wanted, Dump found) {
        switch (DumpDifference.between(wanted, found)) {
            case DumpDifference.Same _, DumpDifference.ColumnOrderOnly _ -> {}
            case DumpDifference.Different(String text) ->
                    throw new AssertionError(what + ":\n" + text);
        }
    }
}
