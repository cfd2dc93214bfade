package dev.backout.observe.hazard;

import java.util.List;

/// Something that a reviewer wants to be told about a migration.
public final class Hazard {
    private final String id;
    private final Severity severity;
    private final Finder finder;

    /// Looks for one hazard.
    @FunctionalInterface
    interface Finder {
        void find(Subject subject, Findings out);
    }

    Hazard(String id, Severity severity, Finder finder) {
        this.id = id;
        this.severity = severity;
        this.finder = finder;
    }

    /// The stable id in kebab case: `drops-table`.
    public String id() {
        return id;
    }

    /// How much it matters.
    public Severity severity() {
        return severity;
    }

    /// Its documentation.
    public HazardPage page() {
        return HazardPage.of(id);
    }

    List<Finding> find(Subject subject) {
        Findings findings = new Findings(id, severity, subject);
        finder.find(subject, findings);
        return findings.all();
    }

    @Override
    public String toString() {
        return id;
    }
}
