package dev.backout.doctor.live;

import dev.backout.config.Target;
import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.doctor.Doctor;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.migration.prisma.Prisma;
import dev.backout.testkit.server.JudgeServer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// A database of a shop to be examined, on a server that lives as long as the tests. `owner_NAME`
/// owns its tables; `guest_NAME` may log in and nothing else.
final class Clinic implements AutoCloseable {
    private static final String HISTORY =
            """
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
                finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text,
                rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
                applied_steps_count integer NOT NULL DEFAULT 0);
            CREATE TABLE users (id int PRIMARY KEY, name text);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
            INSERT INTO _prisma_migrations VALUES
                ('1', 'c1', now(), '1_first', NULL, NULL, now(), 1)\
            """;

    private final JudgeServer server;
    private final String name;

    private Clinic(JudgeServer server, String name) {
        this.server = server;
        this.name = name;
    }

    static Clinic open(int major) throws SQLException {
        JudgeServer server = JudgeServer.shared(major);
        Clinic clinic = new Clinic(server, server.createDatabase());
        clinic.execute(
                "CREATE ROLE %s LOGIN; CREATE ROLE %s LOGIN; ALTER DATABASE %s OWNER TO %s"
                        .formatted(clinic.owner(), clinic.guest(), clinic.name, clinic.owner()));
        clinic.execute("GRANT ALL ON SCHEMA public TO %s".formatted(clinic.owner()));
        clinic.executeAs(clinic.owner(), HISTORY);
        return clinic;
    }

    String name() {
        return name;
    }

    String owner() {
        return "owner_" + name;
    }

    String guest() {
        return "guest_" + name;
    }

    String url(String role) {
        return server.plainUrl(name).replace("postgres@", role + "@");
    }

    /// Runs SQL as the superuser.
    void execute(String sql) throws SQLException {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void executeAs(String role, String sql) throws SQLException {
        try (Connection connection = connect(url(role));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A session of the superuser.
    Connection session() throws SQLException {
        return server.connect(name);
    }

    static Connection connect(String url) {
        return Database.connect(DatabaseAddress.parse(url, Path.of("")));
    }

    /// What the superuser finds.
    List<Finding> examine(Function<LiveDatabase, Examination> examination) throws SQLException {
        return examine("postgres", examination);
    }

    List<Finding> examine(String role, Function<LiveDatabase, Examination> examination)
            throws SQLException {
        return examineAt(url(role), examination);
    }

    static List<Finding> examineAt(String url, Function<LiveDatabase, Examination> examination)
            throws SQLException {
        DatabaseAddress address = DatabaseAddress.parse(url, Path.of(""));
        Target target = new Target(address, "--url", null, true, Duration.ofSeconds(1), "backout");
        try (Connection connection = Database.connect(address)) {
            LiveDatabase live = LiveDatabase.of(connection, target, Prisma.usual());
            return Doctor.examine(List.of(examination.apply(live)));
        }
    }

    /// The one finding of that kind.
    static Finding one(List<Finding> findings, Topic topic, Severity severity) {
        List<Finding> found =
                findings.stream()
                        .filter(f -> f.topic() == topic && f.severity() == severity)
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError("one %s of %s in %s".formatted(severity, topic, findings));
        }
        return found.getFirst();
    }

    @Override
    public void close() throws SQLException {
        server.dropDatabase(name);
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE %s; DROP ROLE %s".formatted(owner(), guest()));
        }
    }
}
