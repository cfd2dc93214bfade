package dev.backout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.Majors;
import dev.backout.database.Sql;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// What the role of a migration may do through the functions behind the stand-ins.
class StandInsTest {
    private static final String MADE =
            """
            SELECT backout_stand_ins.create_extension('vector', 'extensions', false);
            CREATE TABLE note (v extensions.vector(3));
            CREATE INDEX near ON note USING hnsw (v extensions.vector_cosine_ops);
            """;

    @Test
    void anIndexTakesParametersOfItsMethodOnly() throws SQLException {
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server =
                servers.start(new ScratchRequest.Embedded(Majors.all().getFirst()))) {
            ScratchDatabase database = server.create(ScratchOptions.plain().on(Platforms.SUPABASE));
            assertThat(database.run(MADE + set("{m=16,ef_construction=64}")))
                    .isInstanceOf(MessageOutcome.Completed.class);
            assertThat(parameters(database)).isEqualTo("{m=16,ef_construction=64}");
            for (String wrong : new String[] {"{m=8,NULL}", "{fillfactor=10}", "{m=x}"}) {
                database.run("DROP INDEX near");
                database.run(MADE.lines().skip(2).toList().getFirst() + set(wrong));
                assertThat(parameters(database)).as(wrong).isNull();
            }
        }
    }

    private static String set(String options) {
        return "SELECT backout_stand_ins.index_options('%s');".formatted(options);
    }

    private static @Nullable String parameters(ScratchDatabase database) throws SQLException {
        return Sql.first(
                database.admin(),
                "select reloptions::text from pg_class where relname = 'near'",
                row -> row.getString(1));
    }
}
