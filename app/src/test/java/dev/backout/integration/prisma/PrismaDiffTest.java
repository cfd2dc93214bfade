package dev.backout.integration.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.DatabaseAddress;
import dev.backout.integration.prisma.PrismaDiff.Result;
import dev.backout.testkit.prisma.PrismaCli;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// The real command line of Prisma is asked, and writes nothing.
class PrismaDiffTest {
    private static final String SCHEMA =
            """
            datasource db {
              provider = "postgresql"
            }

            model User {
              id   Int    @id
              name String
            }
            """;

    @TempDir private Path folder;
    private DatabaseAddress address;
    private Path schema;

    @BeforeEach
    void fill() throws SQLException, IOException {
        JudgeServer server = JudgeServer.shared(18);
        String database = server.createDatabase();
        address = DatabaseAddress.parse(server.plainUrl(database), folder);
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE \"User\" (id int PRIMARY KEY, name text NOT NULL)");
        }
        schema = Files.writeString(folder.resolve("schema.prisma"), SCHEMA);
    }

    @Test
    void prismaTellsWhetherTheSchemaFits() throws IOException {
        PrismaCli prisma = PrismaCli.required();
        prisma.into(folder);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(prisma.engine());
        PrismaDiff diff = new PrismaDiff(environment);
        assertThat(diff.ask(folder, folder, schema, address)).isInstanceOf(Result.Same.class);

        String other = SCHEMA.replace("name String", "email String");
        Files.writeString(schema, other);
        assertThat(diff.ask(folder, folder, schema, address))
                .isInstanceOfSatisfying(
                        Result.Different.class,
                        result ->
                                assertThat(result.lines())
                                        .anyMatch(line -> line.contains("`User`"))
                                        .anyMatch(line -> line.contains("`email`")));
        assertThat(schema).hasContent(other);
    }

    @Test
    void withoutPrismaNobodyIsAsked() {
        assertThat(new PrismaDiff(Map.of()).ask(folder, folder, schema, address))
                .isInstanceOfSatisfying(
                        Result.NotAsked.class,
                        result -> assertThat(result.why()).contains("node_modules/.bin/prisma"));
    }
}
