package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Tables that a migration drops or truncates.
@EveryMajor
class KeptTableTest {
    private final int major;
    private KeeperScene scene;

    KeptTableTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
        scene.execute(
                """
                create table users (id serial primary key, name text);
                create table orders (id int generated always as identity primary key,
                    user_id int references users, at timestamptz default now());
                create index orders_at on orders (at);
                create view names as select id, name from users;
                create view long_names as select * from names where length(name) > 3;
                insert into users (name) values ('a'), (null);
                insert into orders (user_id, at) values (1, 'infinity')
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void isMovedWithItsKeyAndItsSequence() throws SQLException {
        Kept kept = scene.keepOne("drop table orders");

        assertThat(kept)
                .isInstanceOfSatisfying(
                        Kept.MovedTable.class,
                        moved -> {
                            assertThat(moved.columns()).containsExactly("id", "user_id", "at");
                            assertThat(moved.rows()).isEqualTo(1);
                        });
        assertThat(scene.rows(kept)).containsExactly("(1,1,infinity)");
        assertThat(scene.texts("select to_regclass('orders')").getFirst()).isNull();
        scene.execute("insert into %s (user_id) values (7)".formatted(scene.table(kept)));
        assertThat(scene.texts("select max(id) from " + scene.table(kept))).containsExactly("2");
    }

    @Test
    void takesAlongWhatCascadeTakes() throws SQLException {
        scene.execute(
                """
                create function quiet() returns trigger language plpgsql as 'begin return new; end';
                create trigger t before insert on users for each row execute function quiet();
                alter table users enable row level security, force row level security;
                create policy p on users using (true);
                grant select on users to public;
                create statistics s on id, name from users
                """);
        try (var admin = scene.admin()) {
            dev.backout.database.Sql.execute(
                    admin,
                    "create publication p for table users; alter publication p owner to "
                            + KeeperScene.OWNER);
        }
        Kept kept = scene.keepOne("drop table users cascade");

        assertThat(kept).isInstanceOf(Kept.MovedTable.class);
        assertThat(scene.rows(kept)).containsExactly("(1,a)", "(2,)");
        assertThat(
                        scene.texts(
                                "select to_regclass('long_names') is null and to_regclass('names')"
                                        + " is null"))
                .containsExactly("t");
        assertThat(
                        scene.texts(
                                "select conname from pg_constraint where contype = 'f'"
                                        + " and conrelid = 'orders'::regclass"))
                .isEmpty();
        assertThat(scene.texts("select pubname from pg_publication_tables")).isEmpty();
        scene.execute("drop function quiet()");
    }

    @Test
    void severalAtOnceAreKeptEach() throws SQLException {
        List<Capture> kept = scene.keep("drop table if exists nothing, orders, users cascade");

        assertThat(kept)
                .extracting(capture -> capture.kept().table().address().text())
                .containsExactly("public.users", "public.orders");
    }

    @Test
    void aTableOfTheSameNameCanBeDroppedAgain() throws SQLException {
        scene.keep("drop table orders");
        scene.execute("create table orders (id serial primary key); insert into orders values (5)");
        Kept kept = scene.keepOne("drop table orders");

        assertThat(scene.rows(kept)).containsExactly("(5)");
    }

    @Test
    void truncatedTablesAreCopied() throws SQLException {
        List<Capture> kept = scene.keep("truncate users restart identity cascade");

        assertThat(kept)
                .extracting(one -> one.kept().text())
                .containsExactly(
                        "2 rows of public.users",
                        "1 row of public.orders",
                        "where public.users_id_seq stood",
                        "where public.orders_id_seq stood");
        assertThat(kept.subList(0, 2))
                .extracting(Capture::kept)
                .allSatisfy(one -> assertThat(one).isInstanceOf(Kept.CopiedTable.class));
        assertThat(scene.rows(kept.getFirst().kept())).containsExactly("(1,a)", "(2,)");
        assertThat(scene.rows(kept.get(2).kept())).containsExactly("(2,t)");
        assertThat(scene.rows(kept.get(1).kept())).containsExactly("(1,1,infinity)");
        assertThat(scene.texts("select count(*) from users")).containsExactly("0");
    }

    @Test
    void aBlockThatReadsAndDropsIsKept() throws SQLException {
        List<Capture> kept =
                scene.keep(
                        """
                        do $$ begin
                            create table copies as select * from orders;
                            drop table orders;
                        end $$\
                        """);

        assertThat(kept)
                .extracting(one -> one.kept().text())
                .containsExactly("1 row of public.orders", "where public.orders_id_seq stood");
        assertThat(kept.getFirst().kept()).isInstanceOf(Kept.CopiedTable.class);
        assertThat(scene.rows(kept.getFirst().kept())).containsExactly("(1,1,infinity)");
        assertThat(scene.texts("select count(*) from copies")).containsExactly("1");
    }

    @Test
    void columnsOfTypesThatGoAreText() throws SQLException {
        scene.execute(
                """
                create type mood as enum ('sad', 'ok');
                create domain short as varchar(5) not null;
                create table people (id int primary key, mood mood, moods mood[], name short);
                insert into people values (1, 'ok', '{sad,ok}', 'x')
                """);
        List<Capture> kept = scene.keep("drop table people", "drop type mood", "drop domain short");

        assertThat(scene.rows(kept.getFirst().kept())).containsExactly("(1,ok,\"{sad,ok}\",x)");
    }

    @Test
    void aPartitionedTableIsKeptOnceAndAPartitionForItself() throws SQLException {
        scene.execute(
                """
                create table logs (id int, day date, note text, primary key (id, day))
                    partition by range (day);
                create table logs_1 partition of logs for values from ('2026-01-01') to ('2026-02-01');
                create table logs_2 partition of logs for values from ('2026-02-01') to ('2026-03-01');
                insert into logs values (1, '2026-01-05', 'a'), (2, '2026-02-05', 'b')
                """);
        Kept column = scene.keepOne("alter table logs drop column note");
        Kept one = scene.keepOne("drop table logs_1");
        Kept rest = scene.keepOne("drop table logs");

        assertThat(scene.rows(column)).containsExactly("(1,2026-01-05,a)", "(2,2026-02-05,b)");
        assertThat(scene.rows(one)).containsExactly("(1,2026-01-05)");
        assertThat(scene.rows(rest)).containsExactly("(2,2026-02-05)");
    }
}
