package dev.backout.doctor;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Carries examinations out, each by itself: one that cannot be done is a finding, not the end.
public final class Doctor {
    private Doctor() {}

    /// The findings of all of them, in their order.
    public static List<Finding> examine(List<Examination> examinations) {
        List<Finding> findings = new ArrayList<>();
        for (Examination examination : examinations) {
            findings.addAll(examine(examination));
        }
        return findings;
    }

    /// What stands in the way, told as a finding.
    public static Finding of(Topic topic, Severity severity, BackoutException failure) {
        List<String> hints = failure.hints();
        return new Finding(
                topic,
                severity,
                String.valueOf(failure.getMessage()),
                hints.isEmpty() ? List.of() : hints.subList(1, hints.size()),
                hints.isEmpty() ? null : hints.getFirst());
    }

    private static List<Finding> examine(Examination examination) {
        try {
            return examination.examine();
        } catch (SQLException e) {
            String reason = SqlFailure.text(e);
            return List.of(unexamined(examination.topic(), reason, List.of()));
        } catch (BackoutException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
            return List.of(
                    unexamined(examination.topic(), String.valueOf(e.getMessage()), e.hints()));
        }
    }

    private static Finding unexamined(Topic topic, String reason, List<String> hints) {
        return new Finding(
                topic,
                Severity.WARNING,
                "could not be examined: " + reason,
                List.of(),
                hints.isEmpty() ? null : hints.getFirst());
    }
}
