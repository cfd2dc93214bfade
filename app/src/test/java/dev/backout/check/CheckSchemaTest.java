package dev.backout.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.backout.JsonSchema;
import dev.backout.cli.Backout;
import dev.backout.cli.Shell;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// `docs/check.schema.json` describes what `check --json` answers.
class CheckSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    @Test
    void theSchemaDescribesARealAnswer() throws IOException {
        migration("1_init", "CREATE TABLE t (id int PRIMARY KEY, a int, b text);");
        migration("2_drop", "ALTER TABLE t DROP COLUMN b;");
        migration("3_rewrite", "ALTER TABLE t ALTER COLUMN a TYPE bigint;");
        migration("4_broken", "ALTER TABLE nowhere ADD COLUMN a int;");
        Files.createDirectories(folder.resolve("migrations/5_empty"));
        JsonNode answer = JSON.readTree(check());
        Path schema = Path.of(System.getProperty("backout.root", ".."), "docs/check.schema.json");
        assertThat(JsonSchema.of(Files.readString(schema)).wrong(answer)).isEmpty();
        assertThat(answer.path("migrations").path(1).path("losses")).isNotEmpty();
        assertThat(answer.path("migrations").path(1).path("hazards")).isNotEmpty();
        assertThat(answer.path("migrations").path(2).path("rewrites")).isNotEmpty();
        assertThat(answer.path("migrations").path(3).path("error").isObject()).isTrue();
        assertThat(answer.path("migrations").path(2).path("statements")).hasSize(1);
        assertThat(answer.path("problems")).isNotEmpty();
    }

    private String check() throws IOException {
        Files.writeString(
                folder.resolve("schema.prisma"), "datasource db { provider = \"postgresql\" }\n");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Shell shell =
                new Shell(
                        folder,
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintStream(answer, true, StandardCharsets.UTF_8),
                        System.err,
                        Shell.Terminals.NONE);
        new Backout(shell).run("check", "--json", "--trace");
        return answer.toString(StandardCharsets.UTF_8);
    }

    private void migration(String name, String sql) throws IOException {
        Path file = folder.resolve("migrations").resolve(name).resolve("migration.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }
}
