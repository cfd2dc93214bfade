package dev.backout.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

class DatabaseAddressTest {
    private static final Path BASE = Path.of("/project/prisma");

    @Test
    void readsThePlainForm() {
        DatabaseAddress address =
                parse("postgresql://ann:secret@db.example.com:6000/shop?schema=s");
        assertThat(address.host()).isEqualTo("db.example.com");
        assertThat(address.port()).isEqualTo(6000);
        assertThat(address.database()).isEqualTo("shop");
        assertThat(address.user()).isEqualTo("ann");
        assertThat(address.password()).isEqualTo(new Secret("secret"));
        assertThat(address.schema()).isEqualTo("s");
        assertThat(address.notes()).isEmpty();
    }

    @Test
    void fillsWhatIsLeftOut() {
        DatabaseAddress address = parse("postgres://localhost/shop");
        assertThat(address.port()).isEqualTo(5432);
        assertThat(address.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(address.password()).isNull();
        assertThat(address.schema()).isEqualTo("public");
        assertThat(address.tls()).isEqualTo(Tls.preferred());
        assertThat(address.pooled()).isFalse();
    }

    @Test
    void decodesPercentsInEveryPart() {
        DatabaseAddress address =
                parse("postgresql://a%40b:p%40ss%2Fw%3Ard%25@h/my%20db?schema=a%22b");
        assertThat(address.user()).isEqualTo("a@b");
        assertThat(address.password()).isEqualTo(new Secret("p@ss/w:rd%"));
        assertThat(address.database()).isEqualTo("my db");
        assertThat(address.schema()).isEqualTo("a\"b");
    }

    @Test
    void aPasswordMayHoldAnAtSignAndAPercentThatEncodesNothing() {
        assertThat(parse("postgresql://u:a@b%zz@h/d").password()).isEqualTo(new Secret("a@b%zz"));
    }

    @Test
    void readsAddressesOfVersionSix() {
        DatabaseAddress address = parse("postgresql://u@[2001:db8::1]:5433/d");
        assertThat(address.host()).isEqualTo("2001:db8::1");
        assertThat(address.port()).isEqualTo(5433);
        assertThat(address.server()).isEqualTo("[2001:db8::1]:5433");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@localhost/d?host=/var/run/postgresql",
                "postgresql://u@%2Fvar%2Frun%2Fpostgresql/d",
                "postgresql:///d?host=/var/run/postgresql&user=x"
            })
    void readsSockets(String url) {
        DatabaseAddress address = parse(url);
        assertThat(address.socketFolder()).isEqualTo(Path.of("/var/run/postgresql"));
        assertThat(address.server()).isEqualTo("/var/run/postgresql/.s.PGSQL.5432");
        assertThat(address.tls().mode()).isEqualTo(Tls.Mode.DISABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=require, REQUIRE",
        "sslmode=disable, DISABLE",
        "sslmode=verify-full, VERIFY_FULL",
        "sslmode=require&sslaccept=strict, VERIFY_FULL",
        "sslmode=require&sslaccept=accept_invalid_certs, REQUIRE",
    })
    void readsHowToEncrypt(String query, Tls.Mode mode) {
        assertThat(parse("postgresql://u@h/d?" + query).tls().mode()).isEqualTo(mode);
    }

    @Test
    void prismasCertificateIsTheServersAuthority() {
        Tls tls =
                parse("postgresql://u@h/d?sslcert=../ca.pem&sslidentity=c.p12&sslpassword=x").tls();
        assertThat(tls.rootCertificate()).isEqualTo(Path.of("/project/ca.pem"));
        assertThat(tls.clientKey()).isEqualTo(Path.of("/project/prisma/c.p12"));
        assertThat(tls.keyPassword()).isEqualTo(new Secret("x"));
    }

    @Test
    void libpqsCertificateIsTheClients() {
        Tls tls = parse("postgresql://u@h/d?sslcert=c.pem&sslkey=c.key&sslrootcert=/ca.pem").tls();
        assertThat(tls.rootCertificate()).isEqualTo(Path.of("/ca.pem"));
        assertThat(tls.clientCertificate()).isEqualTo(Path.of("/project/prisma/c.pem"));
        assertThat(tls.clientKey()).isEqualTo(Path.of("/project/prisma/c.key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u@h/d?pgbouncer=true",
                "postgresql://u@aws-0-eu.pooler.supabase.com:6543/d",
                "postgresql://u@ep-cool-1-pooler.eu.aws.neon.tech/d",
                "postgresql://u@pooler.example.com/d"
            })
    void knowsAPooler(String url) {
        assertThat(parse(url).pooled()).isTrue();
    }

    /// Supabase's session pooler keeps the session: locks hold.
    @Test
    void aSessionPoolerIsNone() {
        assertThat(parse("postgresql://u@aws-0-eu.pooler.supabase.com:5432/d").pooled()).isFalse();
    }

    @Test
    void readsTimeLimitAndDriverOptionsAndTellsOfTheRest() {
        DatabaseAddress address =
                parse(
                        "postgresql://u@h/d?connect_timeout=3&connection_limit=5&options=-c%20x%3Dy"
                                + "&channel_binding=require&colour=red");
        assertThat(address.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(address.driverOptions())
                .containsEntry("options", "-c x=y")
                .containsEntry("channelBinding", "require");
        assertThat(address.notes())
                .containsExactly("parameter colour of the database URL is not used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://u:hunter2@a,b/d | several hosts",
                "postgresql://u:hunter2@h/d?host=a,b | several hosts",
                "postgresql://u:hunter2@h | names no database",
                "postgresql://u:hunter2@h/ | names no database",
                "postgresql://u:hunter2@h:99999/d | not a number from 1 to 65535",
                "postgresql://u:hun/ter2@h/d | an @ behind its first / or ?",
                "postgresql://u:hun#ter2@h/d | not a number from 1 to 65535",
                "postgresql://u:12/hunter2@h/d | an @ behind its first / or ?",
                "postgresql://u:a@b/hunter2@h/d | an @ behind its first / or ?",
                "postgresql://u:12?hunter2@h/d | an @ behind its first / or ?",
                "postgresql://u:hunter2@h/d?sslmode=on | sslmode in the database URL is on",
                "postgresql://u:hunter2@h/d?connect_timeout=soon | connect_timeout",
                "mysql://u:hunter2@h/d | PostgreSQL only",
                "prisma+postgres://accelerate.example/?api_key=hunter2 | Accelerate",
                "jdbc:postgresql://u:hunter2@h/d | starts with jdbc:",
                "u:hunter2@h/d | does not start with postgresql://",
            })
    void refusesClearlyAndWithoutThePassword(String url, String message) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
                            assertThat(e.hints().toString()).doesNotContain("hunter2", "ter2");
                        })
                .hasMessageContaining(message)
                .message()
                .doesNotContain("hunter2", "ter2");
    }

    @Test
    void printsNoPasswordInAnyForm() {
        DatabaseAddress address = parse("postgresql://u:p%40ss@h/d?schema=s&sslpassword=keypass");
        String all =
                address + address.masked() + address.place() + address.tls() + address.password();
        assertThat(all).doesNotContain("p@ss", "p%40ss", "keypass");
        assertThat(address.masked()).isEqualTo("postgresql://u@h:5432/d?schema=s");
        assertThat(address.inDatabase("other").masked()).contains("/other");
    }

    private static DatabaseAddress parse(String url) {
        return DatabaseAddress.parse(url, BASE);
    }
}
