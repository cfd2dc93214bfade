package dev.backout.demo.incident;

import dev.backout.demo.DemoResources;
import dev.backout.demo.ShopProject;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What the shop's project has for such an evening: its backout.yaml and the two scripts of its
/// operators.
final class IncidentProject {
    /// The step that puts the old release back.
    static final String ROLLOUT = "put the old release back";

    private static final String APPROVALS = "(?ms)^    approvals:.*?(?=^    writes:)";

    private IncidentProject() {}

    /// Writes the scripts.
    static void scripts(ShopProject project) {
        project.write("ops/release", text("release"));
        project.write("ops/read-only", text("read-only"));
        project.write("ops/failed-percent", text("failed-percent"));
    }

    /// Writes backout.yaml.
    ///
    /// @param instances where the processes of the shop answer
    /// @param signed whether plans are to be signed
    /// @param watch how long it is watched
    static void settings(ShopProject project, List<URI> instances, boolean signed, Duration watch) {
        String urls =
                instances.stream()
                        .map(uri -> uri.resolve("/health/ready").toString())
                        .collect(Collectors.joining(", "));
        String all =
                text("backout.yaml")
                        .replace("@urls@", urls)
                        .replace("@window@", watch.toMillis() + "ms");
        project.write("backout.yaml", signed ? all : all.replaceFirst(APPROVALS, ""));
    }

    /// The bad migration.
    static String migration() {
        return text("migration.sql");
    }

    static String text(String name) {
        return DemoResources.text("incident/" + name);
    }
}
