package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class SecretFreeTest {
    private static final Address NEW = Address.of(ObjectKind.USER_MAPPING, "far", "");
    private static final Address OLD = Address.of(ObjectKind.USER_MAPPING, "far", "app");
    private static final Address TABLE = Address.of(ObjectKind.TABLE, "public", "users");
    private static final String RENAME = "ALTER TABLE public.users RENAME COLUMN a TO b";

    @Test
    void aMappingIsLeftToAPersonAndTheRestIsDone() {
        Plan plan =
                SecretFree.of(
                        plan(
                                List.of(
                                        "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user"
                                                + " 'u', password 'hush')",
                                        "ALTER USER MAPPING FOR app SERVER far OPTIONS (SET"
                                                + " password 'hush')",
                                        RENAME),
                                List.of(new Expectation(OLD, "x"), new Expectation(TABLE, "1")),
                                List.of(
                                        new Expectation(NEW, "n"),
                                        new Expectation(OLD, "y"),
                                        new Expectation(TABLE, "2"))));
        assertThat(plan.statements()).containsExactly(RENAME);
        assertThat(plan.after())
                .containsExactly(new Expectation(OLD, "x"), new Expectation(TABLE, "2"));
        assertThat(plan.notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).startsWith("NOT brought back"))
                .first()
                .asString()
                .endsWith("FOR PUBLIC SERVER far OPTIONS (user 'u', password '***')");
    }

    @Test
    void anythingElseMakesThePlanImpossible() {
        assertThatThrownBy(() ->
                        SecretFree.of(
                                plan(
                                        List.of("CREATE ROLE app PASSWORD 'hush'"),
                                        List.of(),
                                        List.of())))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROVED))
                .hasMessage("the plan would hold a secret: CREATE ROLE app PASSWORD '***'");
    }

    @Test
    void aRoutineKeepsItsBodyAndThatIsSaid() {
        String routine =
                "CREATE FUNCTION public.f() RETURNS text LANGUAGE sql\nAS $$ SELECT"
                        + " dblink_connect('host=h password=hush') $$";
        Plan plan = SecretFree.of(plan(List.of(routine), List.of(), List.of()));
        assertThat(plan.statements()).containsExactly(routine);
        assertThat(plan.notes())
                .containsExactly(
                        "the body of a routine holds what looks like a password, and so does this"
                                + " plan: CREATE FUNCTION public.f() RETURNS text LANGUAGE sql");
    }

    private static Plan plan(
            List<String> statements, List<Expectation> before, List<Expectation> after) {
        return new Plan(
                new Plan.Origin(
                        "test", Instant.EPOCH, new DatabaseIdentity("", 1, "shop"), "Prisma", "h"),
                List.of(),
                new Strategy.Inverse(),
                "",
                new Plan.Work(statements, List.of()),
                new Plan.Shapes(before, after, after),
                new Plan.Cost(List.of(), List.of(), List.of(), Duration.ZERO, "none"),
                List.of());
    }
}
