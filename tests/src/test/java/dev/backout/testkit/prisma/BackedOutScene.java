package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.ADD;
import static dev.backout.testkit.prisma.PrismaFixture.CREATE;
import static dev.backout.testkit.prisma.PrismaFixture.FIRST;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.prisma.HistoryTable.Row;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;

/// What `status`, `deploy` and `migrate dev` make of a migration that was backed out, its directory
/// kept, removed or edited.
abstract class BackedOutScene {
    private static final String INVERSE = "ALTER TABLE users DROP COLUMN name";
    private static final String WITHOUT_NAME = "model users {\n  id Int @id\n}\n";
    private static final String WITH_NAME = "model users {\n  id Int @id\n  name String?\n}\n";

    private final PrismaFixture prisma = new PrismaFixture();

    private PrismaProject project;

    @BeforeEach
    void backOut(@TempDir Path directory) throws SQLException {
        project = prisma.deployed(directory, FIRST, CREATE, SECOND, ADD).models(WITH_NAME);
        engine().backOut(project, SECOND, INVERSE);
    }

    /// What backs out.
    abstract PrismaBackOut engine();

    /// Lets the second migration be applied again.
    abstract void unbar(PrismaProject project) throws SQLException;

    PrismaProject project() {
        return project;
    }

    PrismaFixture prisma() {
        return prisma;
    }

    PrismaCli cli() {
        return prisma.cli();
    }

    @Test
    void keptIsPendingForStatusAndStoppedByTheBar() throws SQLException {
        PrismaResult status = prisma.cli().status(project);
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.output()).contains("not yet been applied", SECOND);
        assertStopped(prisma.cli().deploy(project));
        assertStopped(prisma.cli().dev(project));
        assertStopped(prisma.cli().resolve(project, "--applied", SECOND));
        assertThat(prisma.history(project)).extracting(Row::name).containsExactly(FIRST);
    }

    @Test
    void keptAlsoStopsWhatComesAfterIt() throws SQLException {
        project.migration("20250103000000_third", "CREATE TABLE third (id int);");
        assertStopped(prisma.cli().deploy(project));
        assertThat(prisma.history(project)).extracting(Row::name).containsExactly(FIRST);
    }

    @Test
    void keptAndUnbarredIsAppliedAgain() throws SQLException {
        unbar(project);
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertThat(prisma.cli().status(project).output()).contains("up to date");
        assertThat(prisma.cli().dev(project).output()).contains("Already in sync");
    }

    @Test
    void removedIsInSync() {
        project.remove(SECOND).models(WITHOUT_NAME);
        PrismaResult status = prisma.cli().status(project);
        assertThat(status.exit()).isZero();
        assertThat(status.output()).contains("up to date");
        PrismaResult deploy = prisma.cli().deploy(project);
        assertThat(deploy.exit()).isZero();
        assertThat(deploy.output()).contains("No pending migrations");
        PrismaResult dev = prisma.cli().dev(project);
        assertThat(dev.exit()).isZero();
        assertThat(dev.output()).contains("Already in sync");
    }

    @Test
    void editedPassesTheBar() throws SQLException {
        project.migration(SECOND, "ALTER TABLE users ADD COLUMN name TEXT; -- fixed\n");
        assertThat(prisma.cli().status(project).exit()).isEqualTo(1);
        assertThat(prisma.cli().deploy(project).exit()).isZero();
        assertThat(prisma.cli().status(project).exit()).isZero();
        assertThat(prisma.cli().dev(project).output()).contains("Already in sync");
        assertThat(prisma.history(project)).extracting(Row::name).containsExactly(FIRST, SECOND);
    }

    @Test
    void theBarIsNotInPrismasWay() {
        project.remove(SECOND).models(WITHOUT_NAME);
        PrismaResult pull = prisma.cli().run(project, "db", "pull", "--print");
        assertThat(pull.exit()).isZero();
        assertThat(pull.output()).doesNotContain("barred", "backout");
        assertThat(prisma.cli().run(project, "db", "push").output()).contains("in sync");
    }

    @Test
    void anotherRoleMayStillDeploy() throws SQLException {
        String deployer =
                "deployer_of_" + project.url().substring(project.url().lastIndexOf('/') + 1);
        prisma.execute(
                project,
                """
                CREATE ROLE %1$s LOGIN;
                GRANT ALL ON SCHEMA public TO %1$s;
                GRANT ALL ON _prisma_migrations TO %1$s;
                """
                        .formatted(deployer));
        project.remove(SECOND).migration("20250103000000_third", "CREATE TABLE third (id int);");
        PrismaProject other =
                new PrismaProject(
                        project.directory(), project.url().replace("postgres@", deployer + "@"));
        assertThat(prisma.cli().deploy(other).exit()).isZero();
        assertThat(prisma.history(project)).hasSize(2);
    }

    private static void assertStopped(PrismaResult result) {
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output())
                .contains("Backout barred migration " + SECOND, "backout unbar " + SECOND);
    }
}
