package dev.backout.testkit.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A command in a process that ran others before does and says what it does in one of its own.
class PrismaCliTest {
    private final PrismaFixture fixture = new PrismaFixture();

    @TempDir Path folder;

    @Test
    void aProcessThatStaysSaysTheSame() throws SQLException {
        PrismaProject project = fixture.project(folder);
        project.migration(PrismaFixture.FIRST, PrismaFixture.CREATE);
        for (List<String> command :
                List.of(
                        List.of("migrate", "status"),
                        List.of("migrate", "deploy"),
                        List.of("migrate", "resolve", "--applied", "unheard_of"),
                        List.of("unheard_of"))) {
            String[] arguments = command.toArray(String[]::new);
            fixture.cli().run(project, arguments);
            assertThat(fixture.cli().run(project, arguments))
                    .as(String.join(" ", command))
                    .isEqualTo(fixture.cli().start(project, arguments));
        }
    }
}
