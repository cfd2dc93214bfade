package dev.backout.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `docs/check.schema.json` describes what `check --json` answers. Of the schema's language only
/// what it uses is understood: type, enum, properties, required, items.
class CheckSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> wrong = new ArrayList<>();

    @TempDir private Path folder;

    @Test
    void theSchemaDescribesARealAnswer() throws IOException {
        migration("1_init", "CREATE TABLE t (id int PRIMARY KEY, a int, b text);");
        migration("2_drop", "ALTER TABLE t DROP COLUMN b;");
        migration("3_rewrite", "ALTER TABLE t ALTER COLUMN a TYPE bigint;");
        migration("4_broken", "ALTER TABLE nowhere ADD COLUMN a int;");
        Files.createDirectories(folder.resolve("migrations/5_empty"));
        JsonNode answer = JSON.readTree(check());
        compare(JSON.readTree(schemaFile()), answer, "$");
        assertThat(wrong).isEmpty();
        assertThat(answer.path("migrations").path(1).path("losses")).isNotEmpty();
        assertThat(answer.path("migrations").path(1).path("hazards")).isNotEmpty();
        assertThat(answer.path("migrations").path(2).path("rewrites")).isNotEmpty();
        assertThat(answer.path("migrations").path(3).path("error").isObject()).isTrue();
        assertThat(answer.path("migrations").path(2).path("statements")).hasSize(1);
        assertThat(answer.path("problems")).isNotEmpty();
    }

    private void compare(JsonNode schema, JsonNode value, String place) {
        if (!ofType(schema, value)) {
            wrong.add(place + " is " + value);
        }
        for (JsonNode name : schema.path("required")) {
            if (value.isObject() && !value.has(name.asText())) {
                wrong.add(place + " has no " + name.asText());
            }
        }
        value.properties()
                .forEach(field -> {
                    JsonNode part = schema.path("properties").path(field.getKey());
                    if (part.isMissingNode()) {
                        wrong.add(place + "." + field.getKey() + " is not described");
                    } else {
                        compare(part, field.getValue(), place + "." + field.getKey());
                    }
                });
        if (value.isArray()) {
            value.forEach(item -> compare(schema.path("items"), item, place + "[]"));
        }
    }

    private static boolean ofType(JsonNode schema, JsonNode value) {
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray()) {
            return contains(allowed, value);
        }
        JsonNode type = schema.path("type");
        JsonNode actual = JSON.getNodeFactory().textNode(typeOf(value));
        return type.isArray() ? contains(type, actual) : type.equals(actual);
    }

    private static String typeOf(JsonNode value) {
        return value.isIntegralNumber()
                ? "integer"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        boolean found = false;
        for (JsonNode item : array) {
            found |= item.equals(value);
        }
        return found;
    }

    private static java.io.File schemaFile() {
        return Path.of(System.getProperty("backout.root", ".."), "docs/check.schema.json").toFile();
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
