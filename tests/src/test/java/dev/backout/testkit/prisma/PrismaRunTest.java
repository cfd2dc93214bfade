package dev.backout.testkit.prisma;

import static dev.backout.testkit.prisma.PrismaFixture.ADD;
import static dev.backout.testkit.prisma.PrismaFixture.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.journal.Operator;
import dev.backout.migration.prisma.Prisma;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bars;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// After our own run.
@Order(2)
class PrismaRunTest extends BackedOutScene {
    @Override
    PrismaBackOut engine() {
        return new RunnerBackOut();
    }

    @Override
    void unbar(PrismaProject project) throws SQLException {
        DatabaseAddress address = DatabaseAddress.parse(project.url(), Path.of(""));
        try (Connection connection = Database.connect(address)) {
            new Bars(new RecordSchema(RecordSchema.USUAL), Prisma.usual())
                    .lift(
                            connection,
                            SECOND,
                            new Operator("tester@here", null),
                            Duration.ofSeconds(3));
        }
    }

    @Test
    void keptWithOtherLineEndsIsStoppedToo() {
        project().migration(SECOND, ADD.replace("\n", "\r\n"));
        PrismaResult deploy = cli().deploy(project());
        assertThat(deploy.exit()).isEqualTo(1);
        assertThat(deploy.output()).contains("Backout barred migration " + SECOND);
    }
}
