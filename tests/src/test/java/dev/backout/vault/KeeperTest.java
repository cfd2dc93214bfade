package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.database.Sql;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.sql.MessageOutcome;
import dev.backout.testkit.server.EveryMajor;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What holds whatever a statement destroys: the transaction, what is refused, what is seen.
@EveryMajor
class KeeperTest {
    private final int major;
    private KeeperScene scene;

    KeeperTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
        scene.execute(
                """
                create table t (id int primary key, v text);
                insert into t values (1, 'a'), (2, 'b')
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void aProcessThatDiesLeavesNothing() throws SQLException {
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            assertThat(scene.keep(connection, "alter table t drop v", "drop table t")).hasSize(2);
        }
        assertThat(scene.texts("select v from t order by 1")).containsExactly("a", "b");
        assertThat(scene.texts("select count(*) from backout.capture")).containsExactly("0");
        assertThat(
                        scene.texts(
                                "select relname from pg_class where relname like 'kept%'"
                                        + " and relkind = 'r'"))
                .isEmpty();
    }

    @Test
    void theServersErrorIsTheAnswer() throws SQLException {
        scene.execute("create view w as select v from t");
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            Keeper keeper = keeper(connection);
            assertThat(keeper.execute("alter table t drop v"))
                    .isInstanceOfSatisfying(
                            MessageOutcome.Failed.class,
                            failed -> assertThat(failed.failure().sqlState()).isEqualTo("2BP01"));
        }
    }

    @Test
    void aStatementThatCommitsIsRefused() throws SQLException {
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            Keeper keeper = keeper(connection);
            for (String sql : List.of("commit", "/* x */ Rollback", "savepoint a", "begin")) {
                assertRefused(() -> keeper.execute(sql), ErrorCode.STEP_FAILED, "a statement says");
            }
        }
    }

    @Test
    void aTransactionThatDoesNotSeeEverythingIsRefused() throws SQLException {
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertRefused(() -> keeper(connection), ErrorCode.STEP_FAILED, "is repeatable read");
        }
    }

    @Test
    void whatSomebodyElseAltersMeanwhileIsNotedInTime() throws SQLException {
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            Keeper keeper = keeper(connection);
            scene.execute("alter table t add theirs int default 7");
            assertRefused(
                    () -> keeper.execute("drop table t"),
                    ErrorCode.VAULT_INCOMPLETE,
                    "somebody altered public.t");
        }
    }

    @Test
    void rowsThatOthersWriteMeanwhileAreKept() throws SQLException {
        try (Connection connection = scene.connect()) {
            connection.setAutoCommit(false);
            Keeper keeper = keeper(connection);
            scene.execute("insert into t values (3, 'c')");
            keeper.execute("alter table t add own int");
            keeper.execute("alter table t drop v, drop own");
            assertThat(keeper.finish()).extracting(one -> one.kept().rows()).containsExactly(3L);
        }
    }

    @Test
    void whatATriggerDestroysIsFoundInTheEnd() throws SQLException {
        scene.execute(
                """
                create table other (id int, v int);
                create function cut() returns trigger language plpgsql as
                    'begin alter table other drop v; return null; end';
                create trigger cut after insert on t execute function cut()
                """);
        assertRefused(
                () -> scene.keep("insert into t values (3, 'c')"),
                ErrorCode.VAULT_INCOMPLETE,
                "public.other");
        assertThat(scene.texts("select count(v) from other")).containsExactly("0");
    }

    @Test
    void whatAQueryDestroysIsKept() throws SQLException {
        scene.execute(
                """
                create function cut() returns int language plpgsql as
                    'begin truncate t; insert into t values (7, null); return 1; end'
                """);
        Kept kept = scene.keepOne("with x as (select cut()) select * from x");

        assertThat(kept).isInstanceOf(Kept.CopiedTable.class);
        assertThat(scene.rows(kept)).containsExactly("(1,a)", "(2,b)");
    }

    @Test
    void rowSecurityHidesNothing() throws SQLException {
        scene.execute(
                """
                alter table t enable row level security;
                create policy p on t using (id = 1)
                """);
        assertThat(scene.rows(scene.keepOne("alter table t drop v"))).hasSize(2);

        scene.execute("alter table t add w int, force row level security");
        assertThat(scene.rows(scene.keepOne("alter table t drop w"))).hasSize(2);
        assertThat(scene.texts("select relforcerowsecurity from pg_class where relname = 't'"))
                .containsExactly("t");
    }

    @Test
    void theTableOfSomebodyElseIsRefused() throws SQLException {
        scene.execute("create schema s");
        try (Connection admin = scene.admin()) {
            Sql.execute(admin, "create table s.theirs (id int); insert into s.theirs values (1)");
        }
        assertRefused(
                () -> scene.keep("drop schema s cascade"),
                ErrorCode.RIGHTS_MISSING,
                "cannot be kept");
        assertThat(scene.texts("select to_regclass('s.theirs')")).containsExactly("s.theirs");
    }

    @Test
    void theMigrationMayRunAsAnotherRole() throws SQLException {
        try (Connection admin = scene.admin()) {
            Sql.execute(
                    admin,
                    """
                    do $$ begin create role migrator; exception when duplicate_object then end $$;
                    grant migrator to keeper_owner;
                    create schema theirs authorization migrator;
                    create table theirs.t (id int primary key, v text);
                    insert into theirs.t values (1, 'a');
                    alter table theirs.t owner to migrator\
                    """);
        }
        List<Capture> kept =
                scene.keep(
                        "set role migrator",
                        "alter table theirs.t drop column v",
                        "drop table theirs.t",
                        "reset role");

        assertThat(kept)
                .extracting(capture -> capture.kept().getClass().getSimpleName())
                .containsExactly("DroppedColumn", "MovedTable");
        try (Connection admin = scene.admin()) {
            Sql.execute(admin, "drop owned by migrator cascade");
        }
    }

    @Test
    void aSequenceThatMovesAndIsUsedElsewhereIsNotMoved() throws SQLException {
        scene.execute(
                """
                create table a (id serial primary key);
                create table b (id int default nextval('a_id_seq'), t a);
                insert into a values (5)
                """);
        assertThat(scene.keep("drop table a cascade"))
                .extracting(Capture::kept)
                .hasSize(2)
                .noneMatch(Kept.MovedTable.class::isInstance);
    }

    @Test
    void rowsAndShapesAreKeptInTheOrderOfDestruction() throws SQLException {
        List<Capture> kept;
        Vault vault = new Vault(KeeperScene.RECORDS);
        RowWatch rows = new RowWatch(vault, "deployment rows");
        try (Connection own = scene.connect();
                Connection connection = scene.connect()) {
            TableRef table =
                    new TableRef(
                            Long.parseLong(scene.texts("select 't'::regclass::oid").getFirst()),
                            dev.backout.schema.Address.of(
                                    dev.backout.schema.ObjectKind.TABLE, "public", "t"));
            rows.arm(own, Duration.ofSeconds(1), List.of(table));
            connection.setAutoCommit(false);
            Keeper keeper = new Keeper(vault, "deployment rows", rows, KeepRules.ALL);
            keeper.begin(connection);
            keeper.execute("update t set v = v || '!'");
            keeper.execute("alter table t drop column v");
            keeper.execute("delete from t where id = 1");
            keeper.execute("drop table t");
            kept = keeper.finish();
            connection.commit();
            rows.disarm(own, Duration.ofSeconds(1));
        }
        assertThat(kept)
                .extracting(capture -> capture.number() + capture.kept().getClass().getSimpleName())
                .containsExactly("1WrittenRows", "2DroppedColumn", "3WrittenRows", "4MovedTable");
        assertThat(scene.rows(kept.get(1).kept())).containsExactly("(1,a!)", "(2,b!)");
    }

    @Test
    void whatGotAnotherNameIsKeptUnderIt() throws SQLException {
        List<Capture> kept =
                scene.keep(
                        "alter table t rename to renamed",
                        "alter table renamed rename column v to w",
                        "alter table renamed add constraint positive check (id > 0)",
                        "alter table renamed alter column w type int using length(w) * 0",
                        "alter table renamed drop column w");
        assertThat(kept)
                .extracting(capture -> capture.kept().table().address().text())
                .containsOnly("public.renamed");
        assertThat(kept)
                .extracting(capture -> capture.kept().getClass().getSimpleName())
                .containsExactly("RetypedColumn", "DroppedColumn");
    }

    private Keeper keeper(Connection connection) throws SQLException {
        Keeper keeper = new Keeper(new Vault(KeeperScene.RECORDS), "deployment", KeepRules.ALL);
        keeper.begin(connection);
        return keeper;
    }

    private static void assertRefused(ThrowingCallable refused, ErrorCode code, String what) {
        assertThatThrownBy(refused)
                .isInstanceOfSatisfying(
                        BackoutException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(what);
    }
}
