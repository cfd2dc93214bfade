package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class RoleNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    GRANT SELECT ON t TO app, "Read Only", PUBLIC WITH GRANT OPTION | app,Read Only
                    GRANT USAGE ON SCHEMA s TO GROUP app | app
                    GRANT a, b TO c | a,b,c
                    REVOKE ALL ON t FROM App GRANTED BY boss | app,boss
                    ALTER TABLE t OWNER TO boss | boss
                    REASSIGN OWNED BY a TO b | a,b
                    CREATE POLICY p ON t TO anon, authenticated USING (true) | anon,authenticated
                    ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT SELECT ON TABLES TO b | a,b
                    CREATE SCHEMA s AUTHORIZATION joe | joe
                    SET LOCAL ROLE app | app
                    COMMENT ON ROLE app IS 'x' | app
                    ALTER TABLE t OWNER TO CURRENT_USER | ``
                    ALTER TABLE t RENAME TO u | ``
                    ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x' | ``
                    CREATE FUNCTION f() RETURNS void AS $$ GRANT a TO b $$ LANGUAGE sql | ``
                    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app LOGIN; END IF; GRANT x TO y; END $$ | app,x,y
                    DO $do$ BEGIN EXECUTE 'CREATE USER "My App"'; END $do$ | My App
                    """)
    void areFound(String statement, String roles) {
        List<String> expected = roles.isEmpty() ? List.of() : List.of(roles.split(",", -1));

        assertThat(RoleNames.in(statement)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
