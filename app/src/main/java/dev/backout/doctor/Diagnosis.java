package dev.backout.doctor;

import java.util.Comparator;
import java.util.List;

/// All findings, the gravest first, those of one severity in the order of their topics.
///
/// @param findings what was found
public record Diagnosis(List<Finding> findings) {
    public Diagnosis {
        findings =
                findings.stream()
                        .sorted(
                                Comparator.comparing(Finding::severity)
                                        .thenComparing(Finding::topic))
                        .toList();
    }

    /// Whether nothing stands in the way of a run.
    public boolean runnable() {
        return of(Severity.PROBLEM).isEmpty();
    }

    /// Those of one severity.
    public List<Finding> of(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).toList();
    }
}
