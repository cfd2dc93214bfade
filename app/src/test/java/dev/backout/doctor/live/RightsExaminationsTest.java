package dev.backout.doctor.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a role may do, from nothing to everything, and what gives it the rest.
class RightsExaminationsTest {
    private static final List<Function<LiveDatabase, Examination>> ALL =
            List.of(Ownership::new, HistoryRights::new, RecordRights::new, ActivityRights::new);

    private Clinic clinic;

    @BeforeEach
    void open() throws SQLException {
        clinic = Clinic.open(18);
    }

    @AfterEach
    void close() throws SQLException {
        clinic.execute("DROP OWNED BY " + clinic.guest());
        clinic.close();
    }

    @Test
    void anOwnerMayRun() throws SQLException {
        assertThat(examine(clinic.owner()))
                .noneMatch(finding -> finding.severity() == Severity.PROBLEM)
                .noneMatch(finding -> finding.severity() == Severity.WARNING);
    }

    @Test
    void aGuestLacksEverythingAndTheRemediesGiveIt() throws SQLException {
        String guest = clinic.guest();
        List<Finding> found = examine(guest);
        assertThat(Clinic.one(found, Topic.OWNERSHIP, Severity.PROBLEM).title())
                .isEqualTo(
                        "%s owns 3 tables and the like in schema public; role %s may not alter them"
                                .formatted(clinic.owner(), guest));
        assertThat(Clinic.one(found, Topic.HISTORY_RIGHTS, Severity.PROBLEM).title())
                .isEqualTo(
                        "role %s lacks SELECT, INSERT, DELETE, TRIGGER on public._prisma_migrations"
                                .formatted(guest));
        assertThat(Clinic.one(found, Topic.RECORD_RIGHTS, Severity.PROBLEM).title())
                .startsWith("role %s lacks CREATE on database ".formatted(guest));
        Clinic.one(found, Topic.MONITORING, Severity.NOTE);
        Clinic.one(found, Topic.SIGNALLING, Severity.NOTE);
        for (Finding finding : found) {
            clinic.execute(String.valueOf(finding.remedy()));
        }
        assertThat(examine(guest)).allMatch(finding -> finding.severity() == Severity.OK);
    }

    @Test
    void aHiddenSchemaIsTheFirstThingToMend() throws SQLException {
        clinic.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        Finding found =
                Clinic.one(
                        clinic.examine(clinic.guest(), HistoryRights::new),
                        Topic.HISTORY_RIGHTS,
                        Severity.PROBLEM);
        assertThat(found.remedy())
                .isEqualTo("GRANT USAGE ON SCHEMA public TO %s;".formatted(clinic.guest()));
    }

    @Test
    void withoutAnyRightTheHistoryCannotBeExamined() throws SQLException {
        List<Finding> found = clinic.examine(clinic.guest(), live -> new HistoryHealth(live, null));
        assertThat(Clinic.one(found, Topic.HISTORY_TABLE, Severity.WARNING).title())
                .startsWith("could not be examined: ")
                .contains("permission denied for table _prisma_migrations");
    }

    @Test
    void nobodyIsToldToBecomeASuperuser() throws SQLException {
        clinic.execute("CREATE TABLE admins_own (id int)");
        Finding found =
                examine(clinic.owner()).stream()
                        .filter(finding -> finding.severity() == Severity.PROBLEM)
                        .findFirst()
                        .orElseThrow();
        assertThat(found.remedy())
                .startsWith("ALTER TABLE public.admins_own OWNER TO %s;".formatted(clinic.owner()));
    }

    private List<Finding> examine(String role) throws SQLException {
        List<Finding> found = new ArrayList<>();
        for (Function<LiveDatabase, Examination> examination : ALL) {
            found.addAll(clinic.examine(role, examination));
        }
        return found;
    }
}
