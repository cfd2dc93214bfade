package dev.backout.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.migration.nodepgmigrate.NodePgMigrate;
import dev.backout.migration.nodepgmigrate.NodePgSettings;
import dev.backout.migration.prisma.Prisma;
import dev.backout.migration.supabase.Supabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory of each tool, read by the others.
class ForeignFolderTest {
    @TempDir Path top;

    @ParameterizedTest
    @CsvSource({
        "prisma, steps, 20260101000000_a.sql, supabase",
        "prisma, supabase/migrations, 1_a.sql, supabase",
        "prisma, steps, 1_a.sql, node-pg-migrate or supabase",
        "prisma, steps, 1_a.ts, node-pg-migrate",
        "node-pg-migrate, supabase/migrations, 1_a.sql, supabase",
        "node-pg-migrate, steps, 1_a/migration.sql, prisma",
        "supabase, steps, 1_a/migration.sql, prisma",
        "supabase, steps, 1_a.mjs, node-pg-migrate",
    })
    void isRefusedAndTheToolIsNamed(String tool, String folder, String file, String looks)
            throws IOException {
        Path directory = write(folder, file, "select 1;");
        assertThatThrownBy(() -> read(tool, directory))
                .isInstanceOf(BackoutException.class)
                .hasMessageStartingWith("%s holds migrations of %s (".formatted(directory, looks))
                .satisfies(thrown ->
                        assertThat(((BackoutException) thrown).hints().toString())
                                .contains("--tool " + looks.replace(" or ", " or --tool ")));
    }

    @Test
    void partsOfNodePgMigrateAreToldWhereTheyAreRun() throws IOException {
        String parts = "-- Up Migration\nselect 1;\n-- Down Migration\nselect 2;";
        Path directory = write("steps", "1_a.sql", parts);
        assertThat(read("supabase", directory).problems())
                .extracting(DirectoryProblem::kind)
                .containsExactly(DirectoryProblem.Kind.DOWN_AS_UP);
        assertThatThrownBy(() -> read("prisma", directory))
                .hasMessageContaining("holds migrations of node-pg-migrate (1_a.sql)");
    }

    @Test
    void aToolsOwnIsReadBesideFilesOfAnother() throws IOException {
        write("steps", "1_a.sql", "select 1;");
        Path directory = write("steps", "1_a/migration.sql", "select 1;");
        for (String tool : new String[] {"prisma", "node-pg-migrate", "supabase"}) {
            assertThat(read(tool, directory).migrations()).as(tool).hasSize(1);
        }
    }

    private Path write(String folder, String file, String text) throws IOException {
        Path directory = top.resolve(folder);
        Files.createDirectories(file.contains("/") ? directory.resolve("1_a") : directory);
        Files.writeString(directory.resolve(file), text);
        return directory;
    }

    private MigrationDirectory read(String name, Path directory) {
        MigrationTool tool =
                switch (name) {
                    case "prisma" -> Prisma.usual();
                    case "supabase" -> Supabase.bare();
                    default -> NodePgMigrate.of(NodePgSettings.usual(), top);
                };
        return tool.read(new MigrationSource.OnDisk(directory));
    }
}
