package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.Grant;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Policy;
import dev.backout.schema.Rule;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;
import dev.backout.schema.Standing;
import dev.backout.schema.Statistics;
import dev.backout.schema.Trigger;
import dev.backout.schema.TriggerState;
import dev.backout.schema.View;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// Every field of sequences, views, and of what hangs on relations.
final class RelationReadTest {
    @ParameterizedTest
    @MethodSource("dev.backout.Majors#all")
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
    @MethodSource("dev.backout.Majors#all")
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
    @MethodSource("dev.backout.Majors#all")
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
}
