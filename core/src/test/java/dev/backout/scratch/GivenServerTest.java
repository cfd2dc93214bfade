package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.platform.Platforms;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// A server that belongs to somebody else: with ordinary rights to make databases and roles.
@ParameterizedClass
@MethodSource("dev.backout.Majors#all")
class GivenServerTest {
    private static final String OURS =
            "SELECT string_agg(n, ',') FROM (SELECT datname n FROM pg_database UNION ALL SELECT"
                    + " rolname FROM pg_roles) s WHERE n ~ '^(backout_scratch|app_of_given)'";

    @Parameter int major;

    private ScratchRequest.Given given;
    private ScratchDatabase host;
    private String user;

    @BeforeEach
    void givenUser() throws SQLException {
        host = Servers.shared(major).create();
        try (var statement = host.admin().createStatement()) {
            user = "ci_" + host.name();
            statement.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'ci' CREATEDB CREATEROLE");
            statement.execute("GRANT CONNECT ON DATABASE postgres TO " + user);
        }
        ScratchRequest.Given administrator = ScratchServersTest.given(Servers.shared(major));
        given = new ScratchRequest.Given(administrator.jdbcUrl(), user, "ci");
    }

    @Test
    void databasesAndRolesAreMadeAndDropped() throws SQLException {
        try (ScratchServer server = start(given)) {
            ScratchDatabase database = server.create();
            String file =
                    """
                    CREATE EXTENSION pgcrypto;
                    CREATE ROLE app_of_given;
                    CREATE TABLE t (a int);
                    GRANT SELECT ON t TO app_of_given;
                    """;
            Help help = database.help(file, Servers.failure(database.run(file)));
            Servers.must(database.run(((Help.Rewritten) help).sql()));

            assertThat(server.superuser()).isFalse();
            assertThat(Servers.value(host.admin(), OURS)).contains("app_of_given");
            assertThat(Servers.failure(database.run("CREATE EXTENSION moddatetime")).sqlState())
                    .isEqualTo("42501");
            assertThat(Servers.failure(database.run("CREATE DATABASE x")).sqlState())
                    .isEqualTo("42501");
        }
        assertThat(Servers.value(host.admin(), OURS)).isEqualTo("null");
    }

    @Test
    void whatAKilledRunLeftIsSwept() throws SQLException {
        ScratchServer left = start(given);
        ScratchDatabase database = left.create();
        try (ScratchServer meanwhile = start(given)) {
            assertThat(meanwhile.major()).isEqualTo(major);
            assertThat(Servers.value(host.admin(), OURS)).contains(database.name());
        }
        database.disconnect();
        left.abandon();

        start(given).close();

        assertThat(Servers.value(host.admin(), OURS)).isEqualTo("null");
    }

    @Test
    void missingRightsAreTold() throws SQLException {
        try (var statement = host.admin().createStatement()) {
            statement.execute("ALTER ROLE " + user + " NOCREATEDB");
        }

        assertThatThrownBy(() -> start(given))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.RIGHTS_MISSING);
                            assertThat(e).hasMessageContaining("lacks CREATEDB");
                        });
    }

    @Test
    void aPlatformNeedsASuperuser() {
        ScratchOptions options = ScratchOptions.plain().on(Platforms.SUPABASE);
        try (ScratchServer server = start(given)) {
            assertThatThrownBy(() -> server.create(options))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.RIGHTS_MISSING))
                    .hasMessageContaining("look like Supabase's");
        }
    }

    @Test
    void aWrongPasswordIsTold() {
        ScratchRequest.Given wrong = new ScratchRequest.Given(given.jdbcUrl(), user, "secret1");

        assertThatThrownBy(() -> start(wrong))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("secret1");
    }

    private static ScratchServer start(ScratchRequest.Given given) {
        return new ScratchServers(new ScratchPlaces(null, ScratchPlaces.temporary(), List.of()))
                .start(given);
    }
}
