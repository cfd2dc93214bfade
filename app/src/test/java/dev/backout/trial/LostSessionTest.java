package dev.backout.trial;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.backout.cli.Typed;
import dev.backout.testkit.run.Wire;
import dev.backout.testkit.server.DurableServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The server ends sessions of a run, or goes down and comes back; then the run is resumed, and
/// ends as an undisturbed one does. Meanwhile nothing but our own errors comes up.
class LostSessionTest {
    private static final int INTERNAL = 4;
    private static Undisturbed undisturbed;

    @BeforeAll
    static void start(@TempDir Path place) throws SQLException, IOException {
        undisturbed = Undisturbed.here(place);
    }

    @AfterAll
    static void stop() {
        if (undisturbed != null) {
            undisturbed.close();
        }
    }

    /// What is done to the sessions of a run through a wire.
    private interface Harm {
        void to(Wire wire, Stand stand) throws SQLException;
    }

    @Test
    void eachSessionEndedByPgTerminateBackend() throws SQLException, IOException {
        int tried = 0;
        for (int point : Trials.points(undisturbed.questions(), 6)) {
            for (int session : Trials.ALL ? List.of(0, 1, 2) : List.of(point % 3)) {
                for (boolean after : Trials.ALL ? List.of(false, true) : List.of(point % 2 == 0)) {
                    tried += tried(point, after, (wire, stand) -> end(wire, stand, session));
                }
            }
        }
        System.out.printf(
                "sessions ended at %d of %d points%n", tried, 6 * undisturbed.questions());
        assertThat(tried).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void theServerGoesDownAndComesBack(DurableServer.Stop how) throws SQLException, IOException {
        int tried = 0;
        for (int point : Trials.points(undisturbed.questions(), 1)) {
            for (boolean after : Trials.ALL ? List.of(false, true) : List.of(true)) {
                tried += tried(point, after, (wire, stand) -> undisturbed.server().restart(how));
            }
        }
        System.out.printf(
                "restarts (%s) at %d of %d points%n", how, tried, 2 * undisturbed.questions());
        assertThat(tried).isPositive();
    }

    private static int tried(int point, boolean after, Harm harm) throws SQLException, IOException {
        AtomicReference<@Nullable Consumer<Wire>> deed = new AtomicReference<>();
        AtomicReference<@Nullable Wire> self = new AtomicReference<>();
        try (Stand stand = undisturbed.stand();
                Wire wire =
                        Wire.at(
                                undisturbed.port(),
                                point,
                                after,
                                () -> requireNonNull(deed.get()).accept(self.get()))) {
            self.set(wire);
            deed.set(through -> {
                try {
                    harm.to(through, stand);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Typed told = stand.attempt(wire.port());
            assertThat(told.exit()).as(told.said()).isNotEqualTo(INTERNAL);
            boolean done = wire.done();
            stand.finish();
            undisturbed.assertSameEnd(
                    stand, "%s question %d".formatted(after ? "after" : "before", point));
            return done ? 1 : 0;
        }
    }

    private static void end(Wire wire, Stand stand, int session) throws SQLException {
        List<Integer> pids = wire.pids();
        if (session < pids.size()) {
            stand.value("SELECT pg_terminate_backend(%d, 5000)".formatted(pids.get(session)));
        }
    }
}
