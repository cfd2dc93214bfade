package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// What cannot be told or done about a migration that failed is refused, with the way on.
class FailedRefusalTest extends FailedScene {
    @Test
    void aSchemaThatTheFileNeverMakesIsRefusedWithTheNearestState() throws SQLException {
        site.failed(
                BAD,
                THREE,
                "CREATE TABLE notes (id bigint PRIMARY KEY); ALTER TABLE users ADD COLUMN nick"
                        + " text",
                recorded("23505", DUPLICATE));

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.DRIFT);
                            assertThat(refusal)
                                    .hasMessageContaining("after 2 of its 3 statements")
                                    .hasMessageContaining("public.notes.id");
                            assertThat(refusal.hints().getFirst())
                                    .contains("could not create unique index");
                        });
    }

    @Test
    void aWayThatCannotBeTakenIsRefusedAndTheOthersAreNamed() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).way(Way.MARK);

        assertThatThrownBy(() -> site.planLast())
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ErrorCode.UNPROVED);
                            assertThat(refusal).hasMessageContaining("part of it is in place");
                            assertThat(refusal.hints())
                                    .anyMatch(hint -> hint.startsWith("--way undo"));
                        });
    }

    @Test
    void aMissingFileThatLeftSomethingIsAskedFor() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE)).forget(BAD);
        assertThatThrownBy(() -> site.planLast())
                .hasMessageContaining("is not in the directory")
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.hints().getLast()).contains("--git-ref"));
    }

    @Test
    void anEditedFileDoesNotTellHowFarTheOldOneGot() throws SQLException {
        site.failed(BAD, THREE, FIRST_TWO, recorded("23505", DUPLICATE))
                .edit(BAD, "CREATE TABLE other (id int);");
        assertThatThrownBy(() -> site.planLast()).hasMessageContaining("was edited since");
    }

    @Test
    void lastTwoAreNotPlannedWhileOneFailed() throws SQLException {
        site.failed(BAD, THREE, "SELECT 1", recorded("23505", DUPLICATE));
        assertThatThrownBy(() -> site.plan(new Choice.Last(2)))
                .hasMessageContaining("failed, or is running now; it comes first");
        assertThatThrownBy(() -> site.plan(new Choice.BackTo(BAD)))
                .hasMessageContaining("it comes first");
    }

    @Test
    void aMarkIsRefusedWhenTheSchemaWasChangedMeanwhile() throws SQLException {
        site.failed(
                BAD,
                "ALTER TABLE users ADD COLUMN nick text; ALTER TABLE users ALTER name SET NOT"
                        + " NULL;",
                "SELECT 1",
                recorded("23502", NULLS));
        Plan plan = site.planLast();
        site.sql("ALTER TABLE users ADD COLUMN nick text");
        assertThatThrownBy(() -> site.run(plan))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_STALE));
    }
}
