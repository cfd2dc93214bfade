package dev.backout.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Encrypted connections to a real server, whose certificate is for `localhost` and signed by an
/// authority of this test.
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static JudgeServer server;
    @TempDir private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = JudgeServer.start(18);
        authority("ca");
        authority("other");
        keytool("-genkeypair", "server.p12", "server", "-dname", "CN=localhost");
        keytool("-certreq", "server.p12", "server", "-file", path("server.csr"));
        keytool(
                "-gencert",
                "ca.p12",
                "ca",
                "-rfc",
                "-infile",
                path("server.csr"),
                "-outfile",
                path("server.crt"),
                "-ext",
                "san=dns:localhost");
        install();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, sslmode=prefer",
        "localhost, sslmode=require",
        "127.0.0.1, sslmode=verify-ca&sslrootcert=ca.pem",
        "localhost, sslmode=verify-full&sslrootcert=ca.pem",
        "127.0.0.1, sslmode=require&sslrootcert=ca.pem",
        "localhost, sslmode=require&sslcert=ca.pem&sslaccept=strict",
        "localhost, sslmode=require&sslrootcert=other.pem&sslaccept=accept_invalid_certs"
    })
    void connectsEncrypted(String host, String parameters) throws SQLException {
        try (Connection connection = Database.connect(address(host, parameters));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, sslmode=verify-ca&sslrootcert=other.pem, is not signed by",
        "localhost, sslmode=require&sslrootcert=other.pem, is not signed by",
        "localhost, sslmode=verify-full, is not signed by an authority that Java knows",
        "localhost, sslmode=require&sslaccept=strict, is not signed by an authority",
        "127.0.0.1, sslmode=verify-full&sslrootcert=ca.pem, is for another host than 127.0.0.1",
        "localhost, sslmode=verify-ca&sslrootcert=missing.pem, there is no such file",
        "localhost, sslmode=verify-ca&sslrootcert=server.csr, it is no certificate in PEM form"
    })
    void refusesAServerThatNobodyVouchesFor(String host, String parameters, String message) {
        assertThatThrownBy(() -> Database.connect(address(host, parameters)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
                            assertThat(refused.hints()).isNotEmpty();
                        })
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("Exception", "hostnameverifier", "TrustManager");
    }

    @Test
    void goesWithoutWhenTheUrlSaysSo() throws SQLException {
        try (Connection connection = Database.connect(address("localhost", "sslmode=disable"));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isFalse();
        }
    }

    @Test
    void aServerThatTakesNothingElse() throws IOException, SQLException {
        Path rules = Path.of(value("SHOW hba_file"));
        String before = Files.readString(rules);
        Files.writeString(rules, "local all all trust\nhostssl all all all trust\n");
        value("SELECT pg_reload_conf()");
        try (Connection connection = Database.connect(address("localhost", "sslmode=prefer"))) {
            assertThat(connection.isValid(1)).isTrue();
            assertThatThrownBy(() -> Database.connect(address("localhost", "sslmode=disable")))
                    .isInstanceOfSatisfying(
                            BackoutException.class,
                            refused ->
                                    assertThat(refused.hints())
                                            .containsExactly(
                                                    "the server wants encryption: add"
                                                            + " sslmode=require to the URL"))
                    .hasMessageContaining("no encryption");
        } finally {
            Files.writeString(rules, before);
            value("SELECT pg_reload_conf()");
        }
    }

    private static String value(String sql) throws SQLException {
        try (Connection connection = Database.connect(address("localhost", "sslmode=prefer"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static DatabaseAddress address(String host, String parameters) {
        String url = server.plainUrl("postgres").replaceFirst("@[^:/]+", "@" + host);
        return DatabaseAddress.parse(url + (url.contains("?") ? "&" : "?") + parameters, folder);
    }

    private static void authority(String name) throws IOException, InterruptedException {
        keytool("-genkeypair", name + ".p12", name, "-dname", "CN=" + name, "-ext", "bc:c");
        keytool("-exportcert", name + ".p12", name, "-rfc", "-file", path(name + ".pem"));
    }

    /// The server reads its key only when it belongs to its own user.
    private static void install() throws IOException, GeneralSecurityException, SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("SHOW data_directory");
            row.next();
            Path data = Path.of(row.getString(1));
            Files.copy(folder.resolve("server.crt"), data.resolve("server.crt"));
            Path key =
                    Files.createFile(
                            data.resolve("server.key"),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, privateKey());
            Files.setOwner(key, Files.getOwner(data));
            Files.setOwner(data.resolve("server.crt"), Files.getOwner(data));
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
        assertThat(encrypts()).isTrue();
    }

    /// The server reads its settings a moment after it was told to.
    private static boolean encrypts() throws SQLException {
        for (int i = 0; i < 100; i++) {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW ssl")) {
                row.next();
                if (row.getString(1).equals("on")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String privateKey() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(folder.resolve("server.p12").toFile(), chars());
        byte[] key = store.getKey("server", chars()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static char[] chars() {
        return PASSWORD.toCharArray();
    }

    private static String path(String file) {
        return folder.resolve(file).toString();
    }

    private static void keytool(String command, String store, String alias, String... more)
            throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                command,
                                "-keystore",
                                path(store),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                alias));
        if (command.equals("-genkeypair")) {
            words.addAll(List.of("-keyalg", "RSA", "-validity", "30"));
        }
        words.addAll(List.of(more));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
