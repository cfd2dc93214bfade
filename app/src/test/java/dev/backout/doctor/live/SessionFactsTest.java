package dev.backout.doctor.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.config.Target;
import dev.backout.database.DatabaseAddress;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.migration.prisma.Prisma;
import dev.backout.platform.Platform;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The way to the server, and what its first answer tells.
class SessionFactsTest {
    private Clinic clinic;

    @BeforeEach
    void open() throws SQLException {
        clinic = Clinic.open(18);
    }

    @AfterEach
    void close() throws SQLException {
        clinic.close();
    }

    @Test
    void aDirectConnectionIsFine() throws SQLException {
        assertThat(clinic.examine(SessionFacts::new))
                .hasSize(6)
                .allMatch(finding -> finding.severity() == Severity.OK);
    }

    @Test
    void aDeclaredPoolerIsAProblem() throws SQLException {
        String url = clinic.url("postgres") + "?pgbouncer=true";
        assertThat(pooler(url).title()).isEqualTo("the URL leads through a transaction pooler");
    }

    @Test
    void aPoolerThatNobodyDeclaredIsNoticed() throws SQLException, IOException {
        int port = DatabaseAddress.parse(clinic.url("postgres"), Path.of("")).port();
        try (SessionRelay relay = SessionRelay.to(port)) {
            String url = clinic.url("postgres").replace(":" + port, ":" + relay.port());
            assertThat(pooler(url + "?sslmode=disable").title())
                    .startsWith("something between here and the server hands sessions on");
        }
    }

    @Test
    void anUnencryptedWayOverTheNetworkIsAWarning() throws SQLException {
        Finding found = Clinic.one(elsewhere(Duration.ZERO), Topic.ENCRYPTION, Severity.WARNING);
        assertThat(found.title())
                .isEqualTo("the connection to db.example.com:5432 is not encrypted");
    }

    @Test
    void clocksThatDifferAreAWarning() throws SQLException {
        assertThat(clock(Duration.ofMillis(2_500)))
                .isEqualTo("the server's clock is 2.5 s ahead of this one");
        assertThat(clock(Duration.ofMinutes(-1)))
                .isEqualTo("the server's clock is 60.0 s behind this one");
    }

    @Test
    void aStandbyIsAProblem() throws SQLException {
        LiveDatabase live = elsewhere(facts(Duration.ZERO, true));
        Finding found =
                Clinic.one(new ServerState(live).examine(), Topic.STANDBY, Severity.PROBLEM);
        assertThat(found.title()).isEqualTo("the server is a standby, it takes no writes");
    }

    private String clock(Duration ahead) throws SQLException {
        return Clinic.one(elsewhere(ahead), Topic.CLOCK, Severity.WARNING).title();
    }

    private Finding pooler(String url) throws SQLException {
        return Clinic.one(Clinic.examineAt(url, SessionFacts::new), Topic.POOLER, Severity.PROBLEM);
    }

    private List<Finding> elsewhere(Duration ahead) throws SQLException {
        return new SessionFacts(elsewhere(facts(ahead, false))).examine();
    }

    /// As if the server were somewhere else; no further question is asked.
    private LiveDatabase elsewhere(ServerFacts facts) throws SQLException {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://ann@db.example.com/shop", Path.of(""));
        Target target = new Target(address, "--url", null, true, Duration.ofSeconds(1), "backout");
        try (Connection connection = clinic.session()) {
            return new LiveDatabase(connection, target, Prisma.usual(), facts, Platform.NONE);
        }
    }

    private static ServerFacts facts(Duration ahead, boolean standby) {
        return new ServerFacts(
                "18.0", "ann", true, true, standby, false, false, false, "0", 97, 3, -1, -1, 2,
                9_000_000, "", ahead, false);
    }
}
