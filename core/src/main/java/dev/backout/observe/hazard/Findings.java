package dev.backout.observe.hazard;

import dev.backout.schema.Address;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Collects what one hazard's finder finds.
final class Findings {
    private final String hazard;
    private final Severity severity;
    private final Subject subject;
    private final List<Finding> found = new ArrayList<>();

    Findings(String hazard, Severity severity, Subject subject) {
        this.hazard = hazard;
        this.severity = severity;
        this.subject = subject;
    }

    /// Something about an object; its line is that of the statement which names it.
    void add(Address object, String sentence) {
        add(object, sentence, subject.lineOf(object));
    }

    /// Something about an object in a known line.
    void add(Address object, String sentence, int line) {
        put(object, sentence, line);
    }

    /// Something about the file.
    void add(String sentence, int line) {
        put(null, sentence, line);
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    private void put(@Nullable Address object, String sentence, int line) {
        Finding finding = new Finding(hazard, severity, object, sentence, line);
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }
}
