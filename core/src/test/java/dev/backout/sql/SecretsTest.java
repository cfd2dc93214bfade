package dev.backout.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE app LOGIN PASSWORD 'hush'",
                "alter user app with encrypted password E'hush' valid until 'infinity'",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password 'hush')",
                "CREATE USER MAPPING IF NOT EXISTS FOR app SERVER s OPTIONS (\"apikey\" 'hush')",
                "ALTER USER MAPPING FOR app SERVER s OPTIONS (ADD user 'u', SET password 'hush')",
                "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', auth_token 'hush')",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h user=u password=hush' PUBLICATION p",
                "ALTER SUBSCRIPTION s CONNECTION 'postgresql://u:hush@h/d'",
                "SELECT dblink_connect('c', 'host=h dbname=d user=u password=''hush''')",
                "SELECT 1; CREATE ROLE app PASSWORD 'hush'; SELECT 2",
            })
    void aSecretIsFoundAndMasked(String sql) {
        assertThat(Secrets.in(sql)).isTrue();
        assertThat(Secrets.masked(sql)).doesNotContain("hush").contains(Secrets.MASK);
        assertThat(Secrets.masked(Secrets.masked(sql))).isEqualTo(Secrets.masked(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE users (id int, password text DEFAULT 'x', token text)",
                "UPDATE users SET password = 'x' WHERE user = 'y'",
                "COMMENT ON COLUMN users.password IS 'password = bcrypt of what they type'",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app')",
                "CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', dbname 'd')",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h user=u' PUBLICATION p",
                "ALTER ROLE app PASSWORD NULL",
                "SELECT 'https://example.org:8080/a@b'",
                "-- PASSWORD 'x'\nSELECT 1",
            })
    void whatIsNoneStays(String sql) {
        assertThat(Secrets.in(sql)).isFalse();
        assertThat(Secrets.masked(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT dblink_connect('host=h"
                        + " password=hush') $$",
                "CREATE OR REPLACE FUNCTION f() RETURNS text AS 'SELECT ''postgres://u:hush@h/d'''"
                        + " LANGUAGE sql",
                "DO $$ BEGIN CREATE ROLE app LOGIN PASSWORD 'hush'; END $$",
            })
    void codeIsToldApart(String sql) {
        assertThat(Secrets.in(sql)).isFalse();
        assertThat(Secrets.inCode(sql)).isTrue();
        assertThat(Secrets.masked(sql)).doesNotContain("hush").contains(Secrets.MASK);
    }

    @Test
    void whatOthersSayIsMaskedByItsLook() {
        assertThat(
                        Secrets.maskedText(
                                "3  CREATE ROLE a PASSWORD 'hush';\nhost=h password=hush;"
                                        + " postgres://u:hush@h/d"))
                .doesNotContain("hush")
                .contains("host=h", "postgres://u:***@h/d");
    }
}
