package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Passwords that migrations hold are in nothing that is written or printed.
class SecretsTest extends DeskScene {
    private static final String SECRET = "hush-hush";
    private static final String FIRST =
            """
            CREATE TABLE users (id int PRIMARY KEY, name text,
                source text DEFAULT 'postgresql://u:hush-hush@h/d');
            """;
    private static final String DROPS = "ALTER TABLE users ALTER COLUMN source DROP DEFAULT;";
    private static final String MAKES =
            """
            ALTER TABLE users ADD COLUMN target text DEFAULT 'host=h user=u password=hush-hush';
            ALTER TABLE users RENAME name TO nick;
            """;

    @TempDir private Path state;

    SecretsTest() {
        super(15);
    }

    @BeforeEach
    void deploy() throws SQLException, IOException {
        desk.set("XDG_STATE_HOME", state.toString());
        desk.deploy("1_first", FIRST);
    }

    @Test
    void aPlanThatWouldHoldOneIsRefused() throws SQLException, IOException {
        desk.deploy("2_bad", DROPS);
        assertThat(desk.type("plan").is(ExitCode.NO).err())
                .contains("unproved: the plan would hold a secret: ALTER TABLE public.users ALTER")
                .contains("postgresql://u:***@h/d", "undo this by hand")
                .doesNotContain(SECRET);
        assertThat(desk.type("check", "--json").out()).contains("u:***@h").doesNotContain(SECRET);
        assertThat(folder.resolve("backout-plan.json")).doesNotExist();
    }

    @Test
    void aScriptThatHoldsOneIsNotKept() throws SQLException, IOException {
        desk.deploy("2_bad", MAKES);
        String check = desk.type("check", "--format", "markdown").out();
        String plan = desk.type("plan").is(ExitCode.DONE).out();
        String run =
                desk.type("run", "backout-plan.json", "--yes", "--json").is(ExitCode.DONE).out();
        assertThat(Files.readString(folder.resolve("backout-plan.json")))
                .contains("2_bad holds a secret, which no plan keeps", "password=***");
        assertNowhere(check, plan, run);
    }

    @Test
    void theDatabaseKeepsNoInverseWithOne() throws SQLException, IOException {
        desk.deploy("2_bad", DROPS);
        assertThat(desk.type("generate", "2_bad", "--store").is(ExitCode.NO).err())
                .contains("unproved: the inverse of 2_bad holds a secret");
    }

    /// In the plan, in the records, in the copy of the journal, in the reports, on the screen.
    private void assertNowhere(String... said) throws SQLException, IOException {
        assertThat(String.join("\n", said)).doesNotContain(SECRET);
        assertThat(Files.readString(folder.resolve("backout-plan.json"))).doesNotContain(SECRET);
        for (String table : List.of("run", "step", "journal", "answer", "inverse")) {
            assertThat(
                            desk.value(
                                    "SELECT string_agg(t::text, ' ') FROM backout.%s t"
                                            .formatted(table)))
                    .as(table)
                    .isNotEqualTo("")
                    .satisfies(rows -> assertThat(String.valueOf(rows)).doesNotContain(SECRET));
        }
        String run = String.valueOf(desk.value("SELECT id FROM backout.run"));
        for (String format : List.of("markdown", "html", "json")) {
            assertThat(desk.type("report", run, "--format", format).is(ExitCode.DONE).out())
                    .as(format)
                    .doesNotContain(SECRET);
        }
        assertThat(desk.type("runs", run).out()).doesNotContain(SECRET);
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(SECRET);
            }
        }
    }
}
