package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Generation;
import dev.backout.schema.Grant;
import dev.backout.schema.Identity;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.PartitionOf;
import dev.backout.schema.Policy;
import dev.backout.schema.Rule;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;
import dev.backout.schema.Standing;
import dev.backout.schema.Statistics;
import dev.backout.schema.Table;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;
import dev.backout.schema.View;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.List;

/// Every field of relations and of their parts.
final class RelationReadTest {
    private static final int NEWEST = 18;
    private static final int OLDEST = 14;

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void tables(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create schema "S s";
                    create unlogged table "S s"."T" (a int primary key, b text)
                        with (fillfactor = 70, toast.autovacuum_enabled = off);
                    alter table "S s"."T" enable row level security, force row level security,
                        replica identity full, cluster on "T_pkey", owner to alice;
                    comment on table "S s"."T" is 'it''s';
                    grant select on "S s"."T" to public;
                    grant insert on "S s"."T" to "bob=/ ""x y" with grant option;
                    create table plain (a int);
                    """);
            Table table = live.find(Table.class, ObjectKind.TABLE, "S s", "T");
            assertThat(table.unlogged()).isTrue();
            assertThat(table.options())
                    .containsExactly("fillfactor=70", "toast.autovacuum_enabled=off");
            assertThat(table.rowSecurity()).isTrue();
            assertThat(table.forceRowSecurity()).isTrue();
            assertThat(table.replicaIdentity()).isEqualTo("FULL");
            assertThat(table.clusteredOn()).isEqualTo("T_pkey");
            assertThat(table.standing().owner()).isEqualTo("alice");
            assertThat(table.standing().comment()).isEqualTo("it's");
            assertThat(table.standing().grants())
                    .contains(
                            new Grant("", "SELECT", false, ""),
                            new Grant("bob=/ \"x y", "INSERT", true, ""),
                            new Grant("alice", "TRUNCATE", false, ""))
                    .hasSize(major >= 17 ? 10 : 9);
            Table plain = live.find(Table.class, ObjectKind.TABLE, "public", "plain");
            assertThat(plain)
                    .isEqualTo(
                            new Table(
                                    Address.of(ObjectKind.TABLE, "public", "plain"),
                                    false,
                                    null,
                                    null,
                                    List.of(),
                                    null,
                                    List.of(),
                                    null,
                                    null,
                                    "DEFAULT",
                                    false,
                                    false,
                                    null,
                                    null,
                                    plain.standing()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void tablesThatComeFromOthers(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table p (a int, b text) partition by range (a);
                    create table p1 partition of p for values from (1) to (10);
                    create table p2 partition of p default;
                    create table q1 (a int); create table q2 (a int);
                    create table q () inherits (q2, q1);
                    create type c as (x int);
                    create table typed of c;
                    create table r (a int not null); create unique index r_a on r (a);
                    alter table r replica identity using index r_a;
                    create foreign data wrapper w; create server s foreign data wrapper w;
                    create foreign table f (a int options (n 'x')) server s options (t 'y', o 'z');
                    """);
            Address p = Address.of(ObjectKind.TABLE, "public", "p");
            assertThat(table(live, "p").partitionKey()).isEqualTo("RANGE (a)");
            assertThat(table(live, "p1").partitionOf())
                    .isEqualTo(new PartitionOf(p, "FOR VALUES FROM (1) TO (10)"));
            assertThat(table(live, "p2").partitionOf()).isEqualTo(new PartitionOf(p, "DEFAULT"));
            assertThat(table(live, "p2").inherits()).isEmpty();
            assertThat(table(live, "q").inherits())
                    .extracting(Address::name)
                    .containsExactly("q2", "q1");
            assertThat(table(live, "typed").ofType()).isEqualTo("public.c");
            assertThat(table(live, "r").replicaIdentity()).isEqualTo("USING INDEX r_a");
            assertThat(table(live, "f").foreign())
                    .isEqualTo(new ForeignSource("s", List.of("o=z", "t=y")));
            assertThat(column(live, "f", "a").foreignOptions()).containsExactly("n=x");
            assertThat(column(live, "p1", "a").inherited()).isTrue();
            assertThat(column(live, "p", "a").inherited()).isFalse();
        }
    }

    @Test
    void tablesElsewhere() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            live.run("set allow_in_place_tablespaces = on");
            live.run("create tablespace elsewhere location ''");
            try {
                live.run(
                        """
                        create access method other type table handler heap_tableam_handler;
                        create table t (a int) using other tablespace elsewhere;
                        create materialized view m using other tablespace elsewhere as select 1 as a;
                        create index i on t (a) tablespace elsewhere;
                        alter table t add constraint u unique (a) using index tablespace elsewhere;
                        """);
                assertThat(table(live, "t").accessMethod()).isEqualTo("other");
                assertThat(table(live, "t").tablespace()).isEqualTo("elsewhere");
                MaterializedView view =
                        live.find(
                                MaterializedView.class,
                                ObjectKind.MATERIALIZED_VIEW,
                                "public",
                                "m");
                assertThat(view.accessMethod()).isEqualTo("other");
                assertThat(view.tablespace()).isEqualTo("elsewhere");
                assertThat(index(live, "i").tablespace()).isEqualTo("elsewhere");
                assertThat(constraint(live, "t", "u").tablespace()).isEqualTo("elsewhere");
            } finally {
                live.run("drop table if exists t; drop materialized view if exists m");
                live.run("drop tablespace elsewhere");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void columns(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table t (
                        a varchar(10) collate "C" not null default 'x',
                        b int generated always as (length(a)) stored,
                        c int generated always as identity (increment 2 cache 3 cycle maxvalue 99),
                        d text);
                    alter table t alter d set storage external, alter d set statistics 7,
                        alter d set (n_distinct = 5), alter d set compression pglz;
                    grant update (d) on t to alice;
                    comment on column t.d is 'dee';
                    """);
            Column a = column(live, "t", "a");
            assertThat(a.type()).isEqualTo("character varying(10)");
            assertThat(a.collation()).isEqualTo("pg_catalog.\"C\"");
            assertThat(a.notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(a.defaultExpression()).isEqualTo("'x'::character varying");
            assertThat(a.generation()).isEqualTo(Generation.NONE);
            Column b = column(live, "t", "b");
            assertThat(b.generation()).isEqualTo(Generation.STORED);
            assertThat(b.defaultExpression()).isEqualTo("length((a)::text)");
            assertThat(column(live, "t", "c").identity())
                    .isEqualTo(
                            new Identity(
                                    true,
                                    Address.of(ObjectKind.SEQUENCE, "public", "t_c_seq"),
                                    new SequenceOptions("integer", 1, 2, 1, 99, 3, true),
                                    false));
            Column d = column(live, "t", "d");
            assertThat(d.collation()).isNull();
            assertThat(d.notNull()).isNull();
            assertThat(d.storage()).isEqualTo("EXTERNAL");
            assertThat(d.statistics()).isEqualTo(7);
            assertThat(d.options()).containsExactly("n_distinct=5");
            assertThat(d.compression()).isEqualTo("pglz");
            assertThat(d.standing())
                    .isEqualTo(
                            new Standing(
                                    null, List.of(new Grant("alice", "UPDATE", false, "")), "dee"));
            assertThat(live.read().find(Address.of(ObjectKind.SEQUENCE, "public", "t_c_seq")))
                    .isNull();
        }
    }

    @Test
    void notNullConstraintsOfTheNewest() throws SQLException {
        String table = "t".repeat(40);
        String column = "ä".repeat(25);
        try (Live live = Live.of(NEWEST)) {
            live.run(
                    """
                    create table n (a int not null, b int constraint mine not null no inherit, c int);
                    alter table n add constraint later not null c not valid;
                    comment on constraint mine on n is 'hers';
                    create table %1$s (%2$s int not null);
                    create table v (a int, g int generated always as (a + 1) virtual);
                    """
                            .formatted(table, column));
            assertThat(column(live, "n", "a").notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(column(live, "n", "b").notNull())
                    .isEqualTo(new NotNull("mine", true, true, "hers"));
            assertThat(column(live, "n", "c").notNull())
                    .isEqualTo(new NotNull("later", false, false, null));
            assertThat(column(live, table, column).notNull()).isEqualTo(NotNull.PLAIN);
            assertThat(column(live, "v", "g").generation()).isEqualTo(Generation.VIRTUAL);
            live.run("alter table n rename to m");
            assertThat(column(live, "m", "a").notNull())
                    .isEqualTo(new NotNull("n_a_not_null", true, false, null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void constraints(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table r (x int, y int, primary key (y, x) with (fillfactor = 50));
                    create table t (a int, b int, c int4range,
                        constraint u unique (b) deferrable initially deferred,
                        constraint e exclude using gist (c with &&));
                    alter table t add constraint f foreign key (b, a) references r (y, x)
                        on delete cascade not valid;
                    alter table t add constraint k check (a > 0);
                    comment on constraint k on t is 'kay';
                    create table child () inherits (t);
                    create table p (a int primary key) partition by range (a);
                    create table p1 partition of p default;
                    create table fp (a int references p);
                    """);
            Constraint key = constraint(live, "r", "r_pkey");
            assertThat(key.type()).isEqualTo(ConstraintType.PRIMARY_KEY);
            assertThat(key.columns()).containsExactly("y", "x");
            assertThat(key.indexOptions()).containsExactly("fillfactor=50");
            assertThat(key.definition()).isEqualTo("PRIMARY KEY (y, x)");
            assertThat(constraint(live, "t", "u").definition())
                    .isEqualTo("UNIQUE (b) DEFERRABLE INITIALLY DEFERRED");
            assertThat(constraint(live, "t", "e").type()).isEqualTo(ConstraintType.EXCLUSION);
            Constraint foreign = constraint(live, "t", "f");
            assertThat(foreign.type()).isEqualTo(ConstraintType.FOREIGN_KEY);
            assertThat(foreign.definition())
                    .isEqualTo("FOREIGN KEY (b, a) REFERENCES public.r(y, x) ON DELETE CASCADE");
            assertThat(foreign.references()).isEqualTo(Address.of(ObjectKind.TABLE, "public", "r"));
            assertThat(foreign.validated()).isFalse();
            assertThat(foreign.enforced()).isTrue();
            Constraint check = constraint(live, "t", "k");
            assertThat(check.standing()).isEqualTo(Standing.comment("kay"));
            assertThat(check.inherited()).isFalse();
            assertThat(check.validated()).isTrue();
            assertThat(constraint(live, "child", "k").inherited()).isTrue();
            assertThat(constraint(live, "p1", "p1_pkey").inherited()).isTrue();
            // The hidden copy for the partition is no constraint of a person's.
            assertThat(live.read().byAddress().keySet().stream())
                    .filteredOn(
                            a -> a.kind() == ObjectKind.CONSTRAINT && a.path().get(1).equals("fp"))
                    .hasSize(1);
        }
    }

    @Test
    void constraintsThatAreNotEnforced() throws SQLException {
        try (Live live = Live.of(NEWEST)) {
            live.run("create table t (a int constraint k check (a > 0) not enforced)");
            assertThat(constraint(live, "t", "k").enforced()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void indexes(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table t (a int, b text);
                    create unique index i on t (a, lower(b) desc) include (b) with (fillfactor = 60)
                        where a > 0;
                    alter index i alter column 2 set statistics 9;
                    comment on index i is 'eye';
                    create table p (a int) partition by range (a);
                    create table p1 partition of p default;
                    create index pi on p (a);
                    create index po on only p (a);
                    create materialized view m as select 1 as a;
                    create index mi on m (a);
                    """);
            Index index = index(live, "i");
            assertThat(index)
                    .isEqualTo(
                            new Index(
                                    Address.of(ObjectKind.INDEX, "public", "i"),
                                    Address.of(ObjectKind.TABLE, "public", "t"),
                                    "CREATE UNIQUE INDEX i ON public.t USING btree (a, lower(b)"
                                        + " DESC) INCLUDE (b) WITH (fillfactor='60') WHERE (a > 0)",
                                    true,
                                    true,
                                    null,
                                    null,
                                    List.of("2=9"),
                                    Standing.comment("eye")));
            assertThat(index(live, "p1_a_idx").partitionOf())
                    .isEqualTo(Address.of(ObjectKind.INDEX, "public", "pi"));
            assertThat(index(live, "po").valid()).isFalse();
            assertThat(index(live, "mi").table().kind()).isEqualTo(ObjectKind.MATERIALIZED_VIEW);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void sequences(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table t (a serial);
                    create sequence s as smallint increment -1 minvalue -5 maxvalue 3 start 2 cache 4 cycle;
                    grant usage on sequence s to alice; comment on sequence s is 'es';
                    """);
            Sequence sequence = live.find(Sequence.class, ObjectKind.SEQUENCE, "public", "s");
            assertThat(sequence.options())
                    .isEqualTo(new SequenceOptions("smallint", 2, -1, -5, 3, 4, true));
            assertThat(sequence.ownedBy()).isNull();
            assertThat(sequence.unlogged()).isFalse();
            assertThat(sequence.standing().comment()).isEqualTo("es");
            assertThat(sequence.standing().grants())
                    .contains(new Grant("alice", "USAGE", false, ""));
            assertThat(
                            live.find(Sequence.class, ObjectKind.SEQUENCE, "public", "t_a_seq")
                                    .ownedBy())
                    .isEqualTo(Address.of(ObjectKind.COLUMN, "public", "t", "a"));
            if (major >= 15) {
                live.run("create unlogged sequence u");
                assertThat(live.find(Sequence.class, ObjectKind.SEQUENCE, "public", "u").unlogged())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void views(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table t (a int, b text);
                    create view v with (security_barrier) as select a, b collate "C" as b from t;
                    alter view v alter a set default 3;
                    grant select (b) on v to alice; comment on column v.b is 'bee'; comment on view v is 'vee';
                    create materialized view m with (fillfactor = 40) as select a, b from t with no data;
                    alter materialized view m alter b set storage external;
                    alter materialized view m alter b set statistics 5;
                    """);
            View view = live.find(View.class, ObjectKind.VIEW, "public", "v");
            assertThat(view.definition()).contains("FROM public.t;");
            assertThat(view.options()).containsExactly("security_barrier=true");
            assertThat(view.standing().comment()).isEqualTo("vee");
            assertThat(view.columns().get(0).defaultExpression()).isEqualTo("3");
            assertThat(view.columns().get(1).name()).isEqualTo("b");
            assertThat(view.columns().get(1).type()).isEqualTo("text");
            assertThat(view.columns().get(1).collation()).isEqualTo("pg_catalog.\"C\"");
            assertThat(view.columns().get(1).standing())
                    .isEqualTo(
                            new Standing(
                                    null, List.of(new Grant("alice", "SELECT", false, "")), "bee"));
            MaterializedView materialized =
                    live.find(MaterializedView.class, ObjectKind.MATERIALIZED_VIEW, "public", "m");
            assertThat(materialized.options()).containsExactly("fillfactor=40");
            assertThat(materialized.populated()).isFalse();
            assertThat(materialized.columns().get(1).options())
                    .containsExactly("statistics=5", "storage=EXTERNAL");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OLDEST, NEWEST})
    void triggersRulesPoliciesAndStatistics(int major) throws SQLException {
        try (Live live = Live.of(major)) {
            live.run(
                    """
                    create table p (a int, b int) partition by range (a);
                    create table p1 partition of p default;
                    create function f() returns trigger language plpgsql as 'begin return new; end';
                    create trigger t before insert on p for each row execute function f();
                    alter table p1 disable trigger t;
                    comment on trigger t on p is 'tee';
                    create rule r as on update to p do instead nothing;
                    alter table p enable always rule r;
                    comment on rule r on p is 'are';
                    create policy o on p as restrictive for update to alice, current_user
                        using (a > 0) with check (b > 0);
                    comment on policy o on p is 'oh';
                    create statistics s (ndistinct) on a, b from p;
                    alter statistics s set statistics 8; alter statistics s owner to alice;
                    comment on statistics s is 'es';
                    """);
            Trigger trigger = live.find(Trigger.class, ObjectKind.TRIGGER, "public", "p", "t");
            assertThat(trigger)
                    .isEqualTo(
                            new Trigger(
                                    Address.of(ObjectKind.TRIGGER, "public", "p", "t"),
                                    "CREATE TRIGGER t BEFORE INSERT ON public.p FOR EACH ROW"
                                            + " EXECUTE FUNCTION public.f()",
                                    TriggerState.ENABLED,
                                    false,
                                    Standing.comment("tee")));
            Trigger copy = live.find(Trigger.class, ObjectKind.TRIGGER, "public", "p1", "t");
            assertThat(copy.inherited()).isTrue();
            assertThat(copy.state()).isEqualTo(TriggerState.DISABLED);
            Rule rule = live.find(Rule.class, ObjectKind.RULE, "public", "p", "r");
            assertThat(rule.definition()).endsWith("ON UPDATE TO public.p DO INSTEAD NOTHING;");
            assertThat(rule.state()).isEqualTo(TriggerState.ALWAYS);
            assertThat(rule.standing()).isEqualTo(Standing.comment("are"));
            assertThat(live.find(Policy.class, ObjectKind.POLICY, "public", "p", "o"))
                    .isEqualTo(
                            new Policy(
                                    Address.of(ObjectKind.POLICY, "public", "p", "o"),
                                    "UPDATE",
                                    false,
                                    List.of("alice", "postgres"),
                                    "(a > 0)",
                                    "(b > 0)",
                                    Standing.comment("oh")));
            assertThat(live.find(Statistics.class, ObjectKind.STATISTICS, "public", "s"))
                    .isEqualTo(
                            new Statistics(
                                    Address.of(ObjectKind.STATISTICS, "public", "s"),
                                    Address.of(ObjectKind.TABLE, "public", "p"),
                                    "CREATE STATISTICS public.s (ndistinct) ON a, b FROM public.p",
                                    8,
                                    new Standing("alice", List.of(), "es")));
        }
    }

    private static Table table(Live live, String name) {
        return live.find(Table.class, ObjectKind.TABLE, "public", name);
    }

    private static Column column(Live live, String table, String name) {
        return live.find(Column.class, ObjectKind.COLUMN, "public", table, name);
    }

    private static Constraint constraint(Live live, String table, String name) {
        return live.find(Constraint.class, ObjectKind.CONSTRAINT, "public", table, name);
    }

    private static Index index(Live live, String name) {
        return live.find(Index.class, ObjectKind.INDEX, "public", name);
    }
}
