package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Sql;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What a question to a live database must not do to it.
class LiveQueriesTest {
    private static final JudgeServer SERVER = JudgeServer.shared(18);

    private Connection connection;
    private LiveQueries live;

    @BeforeEach
    void connect() throws SQLException {
        connection = SERVER.connect("postgres");
        live = new LiveQueries(connection, Duration.ofMillis(200), Duration.ofMillis(100));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void takesOneProcessorAndLeavesTheSessionAsItWas() throws SQLException {
        String workers = "show max_parallel_workers_per_gather";
        String before = Sql.first(connection, workers, row -> row.getString(1));

        assertThat(before).isNotEqualTo("0");
        assertThat(live.number(workers)).isZero();
        String after = Sql.first(connection, workers, row -> row.getString(1));
        assertThat(after).isEqualTo(before);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void doesNotKnowWhatTakesTooLong() {
        assertThat(live.number("select 1 from pg_sleep(10)")).isNull();
        assertThat(live.number("select 1")).isOne();
    }

    @Test
    void writesNothing() {
        assertThat(live.ask("create table written (id int)")).isNull();
        assertThat(live.ask("select relname from pg_class where relname = 'written'"))
                .isEqualTo(List.of());
    }
}
