package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.cli.Typed;
import dev.backout.testkit.run.RunEnd;
import dev.backout.testkit.run.Wire;
import dev.backout.testkit.server.DurableServer;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A server that writes to the disk, and what a run on it comes to that nobody disturbs.
///
/// @param place where stands get their folders
/// @param questions how many the run asks the server
/// @param end what every other run has to come to as well
record Undisturbed(DurableServer server, Path place, int questions, RunEnd end)
        implements AutoCloseable {
    private interface Run {
        void on(Stand stand, int port) throws SQLException, IOException;
    }

    /// By a process of its own.
    static Undisturbed byChild(Path place) throws SQLException, IOException {
        return by(
                (stand, port) -> {
                    try (Child child = stand.child(port)) {
                        assertThat(child.exit()).as(child.said()).isZero();
                    }
                },
                place);
    }

    /// In this process.
    static Undisturbed here(Path place) throws SQLException, IOException {
        return by(
                (stand, port) -> {
                    Typed typed = stand.attempt(port);
                    assertThat(typed.exit()).as(typed.said()).isZero();
                },
                place);
    }

    private static Undisturbed by(Run run, Path place) throws SQLException, IOException {
        DurableServer server = DurableServer.start(18);
        try (Stand stand = Stand.build(server.judge(), place);
                Wire wire = Wire.through(server.judge().port())) {
            run.on(stand, wire.port());
            assertThat(stand.value("SHOW fsync")).isEqualTo("on");
            assertThat(stand.value("SHOW synchronous_commit")).isEqualTo("on");
            return new Undisturbed(server, place, wire.questions(), stand.end());
        }
    }

    /// A new database on it, and a plan.
    Stand stand() throws SQLException, IOException {
        return Stand.build(server.judge(), place);
    }

    /// The same with a plan of other statements.
    Stand stand(List<String> inverse) throws SQLException, IOException {
        return Stand.build(server.judge(), place, inverse);
    }

    int port() {
        return server.judge().port();
    }

    /// There it has come to the same.
    ///
    /// @param what was tried there
    void assertSameEnd(Stand stand, String what) throws SQLException {
        assertThat(end.differences(stand.end())).as(what).isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }
}
