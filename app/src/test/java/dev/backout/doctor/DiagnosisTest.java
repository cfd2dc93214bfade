package dev.backout.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// How findings are put in order and told.
class DiagnosisTest {
    private static final Diagnosis SICK =
            new Diagnosis(
                    List.of(
                            Finding.ok(Topic.JAVA, "Java 25"),
                            Finding.note(Topic.BARS, "1_m is barred", "backout unbar 1_m"),
                            Finding.problem(Topic.POOLER, "a pooler", "take the other URL")
                                    .with("no lock holds there")));

    @Test
    void problemsComeFirstAndColumnsAlign() {
        assertThat(DoctorText.lines(SICK))
                .containsExactly(
                        "1 problem",
                        "  pooler  a pooler",
                        "          no lock holds there",
                        "          mend: take the other URL",
                        "",
                        "1 note",
                        "  bars    1_m is barred",
                        "          mend: backout unbar 1_m",
                        "",
                        "1 as it should be",
                        "  java    Java 25",
                        "",
                        "a run would fail or do harm: mend the problems first");
    }

    @Test
    void namesDoNotTalkToTheTerminal() {
        Diagnosis hostile =
                new Diagnosis(
                        List.of(
                                Finding.warning(
                                        Topic.SEQUENCE, "a\u001b[31m\nb\u202ec", "drop \u0007 x")));
        assertThat(DoctorText.lines(hostile))
                .contains("  sequence  a?[31m?b?c", "            mend: drop ? x");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        JsonNode json = new JsonMapper().readTree(DoctorJson.text(SICK));
        assertThat(json.get("runnable").asBoolean()).isFalse();
        JsonNode first = json.get("findings").get(0);
        assertThat(first.get("id").asText()).isEqualTo("pooler");
        assertThat(first.get("severity").asText()).isEqualTo("problem");
        assertThat(first.get("details").get(0).asText()).isEqualTo("no lock holds there");
        assertThat(json.get("findings").get(2).get("remedy").isNull()).isTrue();
    }

    @Test
    void anExaminationThatFailsDoesNotEndTheOthers() {
        List<Finding> found =
                Doctor.examine(
                        List.of(
                                failing(new SQLException("no such view", "42P01")),
                                failing(
                                        BackoutException.of(
                                                ErrorCode.RIGHTS_MISSING,
                                                "no rights",
                                                "ask ann"))));
        assertThat(found)
                .extracting(Finding::title)
                .containsExactly(
                        "could not be examined: no such view (SQLSTATE 42P01)",
                        "could not be examined: no rights");
        assertThat(found).allMatch(finding -> finding.severity() == Severity.WARNING);
    }

    private static Examination failing(Exception failure) {
        return new Examination() {
            @Override
            public Topic topic() {
                return Topic.REPLICAS;
            }

            @Override
            public List<Finding> examine() throws SQLException {
                if (failure instanceof SQLException sql) {
                    throw sql;
                }
                throw (BackoutException) failure;
            }
        };
    }
}
