package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Constraint;
import dev.backout.schema.ConstraintType;
import dev.backout.schema.ForeignSource;
import dev.backout.schema.Generation;
import dev.backout.schema.Grant;
import dev.backout.schema.NotNull;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Standing;
import dev.backout.schema.Table;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// What the tests on servers do not come by: big tables, tablespaces, foreign tables, other
/// grantors and what an old version cannot do.
class RelationTextTest {
    private static final Address ORDERS = Address.of(ObjectKind.TABLE, "public", "orders");
    private static final Address EMAIL = Address.of(ObjectKind.COLUMN, "public", "orders", "email");

    @Test
    void notNullOnABigTableGoesThroughACheck() {
        assertThat(alter(big(17), column("text", null), column("text", NotNull.PLAIN)))
                .containsExactly(
                        "ALTER TABLE public.orders ADD CONSTRAINT orders_email_not_null"
                                + " CHECK (email IS NOT NULL) NOT VALID",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_email_not_null",
                        "ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL",
                        "ALTER TABLE public.orders DROP CONSTRAINT orders_email_not_null");
    }

    @Test
    void notNullOnABigTableIsValidatedLaterFromVersion18() {
        assertThat(alter(big(18), column("text", null), column("text", NotNull.PLAIN)))
                .containsExactly(
                        "ALTER TABLE public.orders ADD CONSTRAINT orders_email_not_null"
                                + " NOT NULL email NOT VALID",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_email_not_null");
    }

    @Test
    void aForeignKeyOfABigTableIsValidatedLater() {
        assertThat(texts(new ConstraintDdl(big(14)).create(foreignKey(), List.of())))
                .containsExactly(
                        "ALTER TABLE public.orders\n"
                            + "    ADD CONSTRAINT orders_email_fkey FOREIGN KEY (email) REFERENCES"
                            + " public.users(email) ON DELETE CASCADE NOT VALID",
                        "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_email_fkey");
    }

    @Test
    void aTableMovesToATablespace() {
        assertThat(alter(table(null, null), table("fast", null)))
                .containsExactly("ALTER TABLE public.orders SET TABLESPACE fast");
        assertThat(alter(table("fast", null), table(null, null)))
                .containsExactly("ALTER TABLE public.orders SET TABLESPACE pg_default");
    }

    @Test
    void aForeignTableIsCreatedAndAltered() {
        Table one = table(null, new ForeignSource("files", List.of("filename=/a", "format=csv")));
        Table other = table(null, new ForeignSource("files", List.of("filename=/b", "null=")));
        assertThat(texts(new TableDdl(DdlOptions.PLAIN).create(one, List.of(column("text", null)))))
                .containsExactly(
                        """
                        CREATE FOREIGN TABLE public.orders (
                            email text
                        ) SERVER files OPTIONS (filename '/a', format 'csv')\
                        """);
        assertThat(alter(one, other))
                .containsExactly(
                        "ALTER FOREIGN TABLE public.orders"
                                + " OPTIONS (DROP format, SET filename '/b', ADD \"null\" '')");
        assertThat(new TableDdl(DdlOptions.PLAIN).drop(one).sql())
                .isEqualTo("DROP FOREIGN TABLE public.orders");
    }

    @Test
    void aForeignTableOfAnotherServerIsMadeAnew() {
        Table one = table(null, new ForeignSource("files", List.of()));
        Table other = table(null, new ForeignSource("elsewhere", List.of()));
        TableDdl ddl = new TableDdl(DdlOptions.PLAIN);
        assertThat(ddl.alter(one, other)).isEqualTo(new Alteration.Recreate());
        assertThat(ddl.alter(one, table(null, null))).isInstanceOf(Alteration.Impossible.class);
    }

    @Test
    void anotherGrantorHasToBeTheRole() {
        Table bare = table(null, null);
        Table passedOn = granted(new Grant("bob", "SELECT", false, "alice"));
        assertThat(texts(new PostgresStanding().change(bare, passedOn)))
                .containsExactly(
                        "SET ROLE alice",
                        "GRANT SELECT ON TABLE public.orders TO bob",
                        "RESET ROLE");
    }

    @Test
    void aNewOwnerTakesTheOldOnesGrantsOver() {
        Table old = owned("alice", new Grant("alice", "SELECT", false, ""));
        Table wanted = owned("bob", new Grant("bob", "SELECT", false, ""));
        assertThat(texts(new PostgresStanding().change(old, wanted)))
                .containsExactly("ALTER TABLE public.orders OWNER TO bob");
    }

    @Test
    void privilegesOfOneGranteeStandTogether() {
        Table wanted =
                granted(
                        new Grant("bob", "SELECT", false, ""),
                        new Grant("bob", "INSERT", false, ""),
                        new Grant("", "SELECT", false, ""),
                        new Grant("carol", "SELECT", true, ""));
        assertThat(texts(new PostgresStanding().change(table(null, null), wanted)))
                .containsExactly(
                        "GRANT SELECT ON TABLE public.orders TO PUBLIC",
                        "GRANT INSERT, SELECT ON TABLE public.orders TO bob",
                        "GRANT SELECT ON TABLE public.orders TO carol WITH GRANT OPTION");
    }

    private static DdlOptions big(int major) {
        return DdlOptions.of(major).withBigTables(Set.of(ORDERS));
    }

    private static List<String> alter(DdlOptions options, Column from, Column to) {
        return texts(inPlace(new ColumnDdl(options).alter(from, to)));
    }

    private static List<String> alter(Table from, Table to) {
        return texts(inPlace(new TableDdl(DdlOptions.PLAIN).alter(from, to)));
    }

    private static List<Statement> inPlace(Alteration alteration) {
        return ((Alteration.InPlace) alteration).statements();
    }

    private static List<String> texts(List<Statement> statements) {
        return statements.stream().map(Statement::sql).toList();
    }

    private static Column column(String type, @Nullable NotNull notNull) {
        return new Column(
                EMAIL,
                type,
                null,
                notNull,
                null,
                Generation.NONE,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                Standing.NONE);
    }

    private static Constraint foreignKey() {
        return new Constraint(
                Address.of(ObjectKind.CONSTRAINT, "public", "orders", "orders_email_fkey"),
                ConstraintType.FOREIGN_KEY,
                "FOREIGN KEY (email) REFERENCES public.users(email) ON DELETE CASCADE",
                List.of("email"),
                Address.of(ObjectKind.TABLE, "public", "users"),
                true,
                true,
                false,
                List.of(),
                null,
                Standing.NONE);
    }

    private static Table granted(Grant... grants) {
        return table(null, null, new Standing("shop", List.of(grants), null));
    }

    private static Table owned(String owner, Grant... grants) {
        return table(null, null, new Standing(owner, List.of(grants), null));
    }

    private static Table table(@Nullable String tablespace, @Nullable ForeignSource foreign) {
        return table(tablespace, foreign, new Standing("shop", List.of(), null));
    }

    private static Table table(
            @Nullable String tablespace, @Nullable ForeignSource foreign, Standing standing) {
        return new Table(
                ORDERS,
                false,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                tablespace,
                "DEFAULT",
                false,
                false,
                null,
                foreign,
                standing);
    }
}
