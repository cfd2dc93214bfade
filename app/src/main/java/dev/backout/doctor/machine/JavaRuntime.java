package dev.backout.doctor.machine;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.util.List;

/// The JVM that this runs on; the launcher refuses one that is too old.
record JavaRuntime() implements Examination {
    @Override
    public Topic topic() {
        return Topic.JAVA;
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                Finding.ok(
                        Topic.JAVA,
                        "Java %s of %s, %d MB for this process, %d processors"
                                .formatted(
                                        Runtime.version(),
                                        System.getProperty("java.vendor", "an unknown vendor"),
                                        Runtime.getRuntime().maxMemory() >> 20,
                                        Runtime.getRuntime().availableProcessors())));
    }
}
