package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.scratch.ScratchSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A plan that begins where an earlier one left off says what the earlier one said.
class KeptHistoryTest extends PlannerScene {
    private static final String SLOW = "SELECT pg_sleep(0.6); CREATE TABLE slow (a int);\n";

    @TempDir Path cache;
    private final List<Integer> begun = new ArrayList<>();

    @BeforeEach
    void applySome() throws SQLException, IOException {
        for (String shared : List.of("postgres", "data")) {
            Path made = ScratchPlaces.standard().cache().resolve(shared);
            Files.createDirectories(made);
            Files.createSymbolicLink(cache.resolve(shared), made);
        }
        site.apply("2_slow", SLOW);
        site.apply("3_nickname", NICKNAME);
    }

    @Test
    void theSamePlanComesOutWithoutReplaying() throws SQLException {
        Plan first = plan(new Choice.Last(1));
        Plan second = plan(new Choice.Last(1));

        assertThat(begun).containsExactly(0, 2);
        assertThat(said(second)).isEqualTo(said(first));

        site.apply("4_index", "CREATE INDEX slow_a ON slow (a);\n");
        assertThat(plan(new Choice.Last(1)).statements())
                .containsExactly("DROP INDEX public.slow_a");
        assertThat(plan(new Choice.Last(2)).statements()).hasSize(2);
        assertThat(begun).containsExactly(0, 2, 2, 2);
    }

    @Test
    void aRoleThatIsNewSinceMakesItReplay() throws SQLException {
        plan(new Choice.Last(1));
        site.admin("CREATE ROLE kept_history_reader; GRANT SELECT ON users TO kept_history_reader");
        try {
            assertThat(plan(new Choice.Last(1)).statements())
                    .containsExactly("ALTER TABLE public.users DROP COLUMN nickname");
            assertThat(begun).containsExactly(0, 0);
            plan(new Choice.Last(1));
            assertThat(begun).containsExactly(0, 0, 2);
        } finally {
            site.admin("DROP OWNED BY kept_history_reader; DROP ROLE kept_history_reader");
        }
    }

    private static List<Object> said(Plan plan) {
        return List.of(plan.statements(), plan.locks(), plan.notes(), plan.shapes());
    }

    private Plan plan(Choice choice) {
        try (Servers servers = new Servers()) {
            return site.plan(choice, KeptInverses.NONE, servers);
        }
    }

    /// One after the other, as a command does it.
    private final class Servers implements ScratchSource, AutoCloseable {
        private Prefixes history = Prefixes.NONE;
        private @Nullable ScratchServer server;

        @Override
        public void expect(int major, Prefixes wanted) {
            history = wanted;
        }

        @Override
        public ScratchServer server(int major) {
            if (server == null) {
                server = start(major, null);
            }
            return server;
        }

        @Override
        public ScratchServer server(int major, ScratchOptions options) {
            ScratchServer first = server(major);
            if (!first.suits(options)) {
                first.close();
                server = start(major, options);
            }
            begun.add(server(major).holds(history));
            return server(major);
        }

        private ScratchServer start(int major, @Nullable ScratchOptions options) {
            ScratchPlaces standard = ScratchPlaces.standard();
            ScratchPlaces places = new ScratchPlaces(standard.archives(), cache, standard.runs());
            return new ScratchServers(places, 64L << 20)
                    .start(new ScratchRequest.Matching(major, null), history, options);
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }
}
