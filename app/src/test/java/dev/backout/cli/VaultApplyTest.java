package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.ExitCode;
import dev.backout.records.RecordSchema;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// `vault apply` as it is typed: what was set aside is put back once somebody has mended what was
/// in its way.
class VaultApplyTest extends DeskScene {
    private static final String TABLES =
            """
            CREATE TABLE users (id int PRIMARY KEY, email varchar(10) UNIQUE, seen int DEFAULT 0);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users,
                parent int REFERENCES orders);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.seen := 99; RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON users
                FOR EACH ROW EXECUTE FUNCTION touch();
            ALTER TABLE users DISABLE TRIGGER touch;
            INSERT INTO users VALUES (1, 'later', 1), (2, NULL, 2);
            ALTER TABLE users ENABLE TRIGGER touch;
            """;
    private static final String ASIDE =
            """
            INSERT INTO backout.capture (id, origin, number, kind, schema_name, table_name,
                table_oid, key, columns, place, rows) OVERRIDING SYSTEM VALUE VALUES
                (7, 'a deployment', 1, 'copied table', 'public', 'orders', 0, '{}', '{}', 'kept_7', 3),
                (8, 'a deployment', 2, 'copied table', 'public', 'users', 0, '{}', '{}', 'kept_8', 3);
            INSERT INTO backout.set_aside (run, capture, kind, reason, key, columns, kept, live) VALUES
                ('r', 7, 'set-aside', 'gone', '{11}', '{id,user_id,parent}', '{11,3,10}', NULL),
                ('r', 7, 'set-aside', 'gone', '{10}', '{id,user_id,parent}', '{10,3,NULL}', NULL),
                ('r', 8, 'conflict', 'written anew since', '{1}', '{email}', '{kept}', '{later}'),
                ('r', 8, 'set-aside', 'gone', '{2}', '{email}', '{two}', NULL),
                ('r', 8, 'set-aside', 'gone', '{9}', '{email}', '{nine}', NULL);
            """;
    private static final String USERS =
            "SELECT string_agg(concat_ws(':', id, email, seen), ' ' ORDER BY id) FROM users";

    VaultApplyTest() {
        super(15);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.bare(server, folder);
    }

    @BeforeEach
    void setAside() throws SQLException, IOException {
        desk.execute(TABLES);
        try (Connection connection = Database.connect(DatabaseAddress.parse(desk.url(), folder))) {
            new RecordSchema("backout").ensure(connection);
        }
        desk.execute(ASIDE);
    }

    @Test
    void rowsReturnOnceTheirParentIsThere() throws SQLException {
        assertThat(desk.type("vault", "apply", "--yes", "7").is(ExitCode.NO).out())
                .contains("2  public.orders: set-aside stays: what it refers to is gone")
                .contains("put back 0 of 2; the others stay aside");
        desk.execute("INSERT INTO users VALUES (3, 'three')");

        assertThat(desk.type("vault", "apply", "--table", "orders", "--dry-run").out())
                .contains("would put back 2 of 2");
        assertThat(desk.value("SELECT count(*) FROM orders")).isEqualTo("0");
        assertThat(desk.type("vault", "apply", "--yes", "7").is(ExitCode.DONE).out())
                .contains("put back 2 of 2");
        assertThat(desk.value("SELECT string_agg(id || '<' || parent, ' ') FROM orders"))
                .isEqualTo("11<10");
        assertThat(desk.type("vault", "apply", "--yes", "7").is(ExitCode.USAGE).err())
                .contains("capture-unknown: nothing is set aside of capture 7");
    }

    @Test
    void whatIsLiveStaysUnlessSomebodySaysOtherwise() throws SQLException {
        assertThat(
                        desk.type("vault", "apply", "--yes", "--table", "public.users")
                                .is(ExitCode.NO)
                                .out())
                .contains("1  public.users: fits")
                .contains("conflict stays: its row is there with other values: --prefer kept")
                .contains("set-aside stays: its row is gone");
        assertThat(desk.value(USERS)).isEqualTo("1:later:1 2:two:2");

        desk.type("vault", "apply", "--yes", "8", "--prefer", "kept").is(ExitCode.NO);
        assertThat(desk.value(USERS)).isEqualTo("1:kept:1 2:two:2");
        assertThat(
                        desk.value(
                                "SELECT live::text || ' ' || reason FROM backout.set_aside WHERE"
                                        + " key = '{1}'"))
                .startsWith("{later} put back by ")
                .endsWith("it was conflict, written anew since");
        assertThat(desk.value("SELECT tgenabled FROM pg_trigger WHERE tgname = 'touch'"))
                .isEqualTo("O");
    }

    @Test
    void aValueThatWasWrittenMeanwhileStays() throws SQLException {
        desk.execute("UPDATE users SET email = 'mine' WHERE id = 2");
        assertThat(desk.type("vault", "apply", "--yes", "8").is(ExitCode.NO).out())
                .contains("it was written anew since: --prefer kept overwrites it");
        assertThat(desk.value("SELECT email FROM users WHERE id = 2")).isEqualTo("mine");
    }

    @Test
    void listsAndExportsWhatIsAside() {
        assertThat(desk.type("vault", "list").out())
                .contains(
                        "aside  2 of public.orders (capture 7): set-aside, gone; backout vault"
                                + " apply 7");
        assertThat(desk.type("vault", "show", "8").out())
                .contains("aside  1 of public.users (capture 8): conflict, written anew since");
        assertThat(desk.type("vault", "export", "8", "--aside").is(ExitCode.DONE).out())
                .startsWith("id,run,kind,reason,key,columns,kept,live")
                .contains("conflict,written anew since,{1},{email},{kept},{later}");
        assertThat(desk.type("vault", "apply", "8", "--json", "--dry-run").out())
                .contains("\"putBack\" : 1", "\"stay\" : 2", "\"done\" : false");
    }

    @Test
    void whatIsNotUnderstood() {
        assertThat(desk.type("vault", "apply").is(ExitCode.USAGE).err())
                .contains("wants the number of a capture, or --table TABLE");
        assertThat(
                        desk.type("vault", "apply", "--yes", "8", "--prefer", "mine")
                                .is(ExitCode.USAGE)
                                .err())
                .contains("--prefer is kept or later, not mine");
    }

    @Test
    void somebodyInTheWayIsToldAndNothingChanges() throws SQLException {
        try (Connection other = Database.connect(DatabaseAddress.parse(desk.url(), folder))) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("LOCK TABLE users");
            }
            assertThat(desk.type("vault", "apply", "--yes", "8").is(ExitCode.STEP_FAILED).err())
                    .contains("putting rows back failed, nothing was changed");
        }
        assertThat(desk.value(USERS)).isEqualTo("1:later:1 2:2");
    }
}
