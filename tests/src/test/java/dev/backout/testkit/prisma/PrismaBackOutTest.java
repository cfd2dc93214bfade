package dev.backout.testkit.prisma;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;

import java.sql.SQLException;

/// After a few lines of SQL that do to the history what a run does. [PrismaRunTest] asks the same
/// after runs, in every build.
@Order(2)
@Tag("long")
class PrismaBackOutTest extends BackedOutScene {
    @Override
    PrismaBackOut engine() {
        return new PlainBackOut();
    }

    @Override
    void unbar(PrismaProject project) throws SQLException {
        prisma().execute(project, "DELETE FROM backout.barred");
    }
}
