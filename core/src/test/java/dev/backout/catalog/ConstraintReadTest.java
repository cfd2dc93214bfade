package dev.backout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.Index;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// Every field of constraints and indexes.
final class ConstraintReadTest {
    private static final int NEWEST = 18;

    @ParameterizedTest
    @MethodSource("dev.backout.Majors#all")
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
    @MethodSource("dev.backout.Majors#all")
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

    private static Constraint constraint(Live live, String table, String name) {
        return live.find(Constraint.class, ObjectKind.CONSTRAINT, "public", table, name);
    }

    private static Index index(Live live, String name) {
        return live.find(Index.class, ObjectKind.INDEX, "public", name);
    }
}
