package dev.backout.testkit.prisma;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.deploy.DeployPlace;
import dev.backout.deploy.DeployReport;
import dev.backout.deploy.DeploySettings;
import dev.backout.deploy.Deployer;
import dev.backout.journal.Operator;
import dev.backout.migration.MigrationSource;
import dev.backout.migration.prisma.Prisma;
import dev.backout.run.RunSettings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// `backout deploy` in a project of Prisma.
final class OurDeploy {
    private OurDeploy() {}

    static DeployReport deploy(PrismaProject project) {
        return deploy(project, settings());
    }

    static DeploySettings settings() {
        return DeploySettings.usual("test")
                .with(
                        RunSettings.DEFAULT
                                .withLockTimeout(Duration.ofMillis(100))
                                .withTries(3)
                                .withToolPatience(Duration.ofMillis(200)));
    }

    static DeployReport deploy(PrismaProject project, DeploySettings settings) {
        DatabaseAddress address = DatabaseAddress.parse(project.url(), Path.of(""));
        Prisma prisma = new Prisma(address.schema(), true);
        return new Deployer(
                        new DeployPlace(
                                () -> Database.connect(address),
                                prisma,
                                settings,
                                new Operator("tester@here", null),
                                event -> {}))
                .deploy(
                        prisma.read(
                                new MigrationSource.OnDisk(
                                        project.directory().resolve("prisma/migrations"))),
                        Map.of());
    }
}
