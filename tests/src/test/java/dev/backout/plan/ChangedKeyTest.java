package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;
import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;

/// Tables whose key gives way to another one, while columns of them come and go.
@EveryMajor
class ChangedKeyTest {
    private static final String NEW_KEY =
            """
            ALTER TABLE users ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid();
            ALTER TABLE users DROP CONSTRAINT users_pkey;
            """;

    @Parameter int major;

    private Site site;

    @BeforeEach
    void open() throws SQLException {
        site = Site.on(major);
        site.apply("1_init", "CREATE TABLE users (id int PRIMARY KEY, name text, legacy text)");
        site.sql("INSERT INTO users SELECT i, 'n' || i, 'l' || i FROM generate_series(1, 9) i");
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void aColumnThatGoesWhileThereIsNoKeyReturnsByTheNextOne() throws SQLException {
        site.deploy(
                "2_bad",
                """
                ALTER TABLE users DROP CONSTRAINT users_pkey;
                ALTER TABLE users DROP COLUMN legacy;
                ALTER TABLE users ADD PRIMARY KEY (id);\
                """);
        site.sql("DELETE FROM users WHERE id = 3");
        site.run(site.planLast());
        assertThat(rows("id, name, legacy"))
                .isEqualTo(
                        "(1,n1,l1) (2,n2,l2) (4,n4,l4) (5,n5,l5) (6,n6,l6) (7,n7,l7) (8,n8,l8)"
                                + " (9,n9,l9)");
    }

    @Test
    void aNewKeyKeepsItsValuesThereAndBackAndThere() throws SQLException {
        site.deploy("2_bad", NEW_KEY + "ALTER TABLE users ADD PRIMARY KEY (uid);");
        String migrated = rows("uid, id, name, legacy");
        there(migrated, "id, name, legacy", "uid, id, name, legacy");
    }

    /// As from numbers to UUIDs.
    @Test
    void anOldKeyReturnsByTheNewOneAndTheOtherWayRound() throws SQLException {
        String before = rows("id, name, legacy");
        site.deploy(
                "2_bad",
                NEW_KEY
                        + "ALTER TABLE users DROP COLUMN id;\n"
                        + "ALTER TABLE users ADD PRIMARY KEY (uid);");
        String migrated = rows("uid, name, legacy");
        RunReport back = there(migrated, "id, name, legacy", "uid, name, legacy");
        assertThat(back.deviations()).isEmpty();
        site.run(site.planLast());
        assertThat(rows("id, name, legacy")).isEqualTo(before);
    }

    /// Rows that were written while nothing told them apart may have become others.
    @Test
    void nothingIsTakenForTheKeyOfRowsThatWereWrittenInBetween() throws SQLException {
        site.deploy(
                "2_bad",
                """
                ALTER TABLE users DROP CONSTRAINT users_pkey;
                ALTER TABLE users DROP COLUMN legacy;
                UPDATE users SET id = 10 - id;
                ALTER TABLE users ADD PRIMARY KEY (id);\
                """);
        assertThat(site.planLast().notes()).anyMatch(note -> note.contains("does not return"));
    }

    private RunReport there(String migrated, String before, String after) throws SQLException {
        RunReport back = site.run(site.planLast());
        String backedOut = rows(before);
        site.run(site.planRedo(back));
        assertThat(rows(after)).isEqualTo(migrated);
        RunReport again = site.run(site.planLast());
        assertThat(rows(before)).isEqualTo(backedOut);
        site.run(site.planRedo(again));
        assertThat(rows(after)).isEqualTo(migrated);
        return again;
    }

    private String rows(String columns) throws SQLException {
        return String.valueOf(
                site.value(
                        "SELECT string_agg(row(%s)::text, ' ' ORDER BY name) FROM users"
                                .formatted(columns)));
    }
}
