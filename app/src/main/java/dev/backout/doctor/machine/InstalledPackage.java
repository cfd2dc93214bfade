package dev.backout.doctor.machine;

import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.config.Project;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A package of npm as it is installed for a project. It is read, never run.
///
/// @param version as its description tells it, or `unknown`
record InstalledPackage(String version) {

    /// The package that node would find from the project's folder, or null when there is none.
    static @Nullable InstalledPackage of(Project project, String name) {
        for (Path folder = project.root(); folder != null; folder = folder.getParent()) {
            Path description = folder.resolve("node_modules").resolve(name).resolve("package.json");
            if (Files.isRegularFile(description)) {
                return new InstalledPackage(version(description));
            }
        }
        return null;
    }

    /// Zero when the version does not tell.
    int major() {
        String first = version.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    }

    private static String version(Path description) {
        try {
            return new JsonMapper()
                    .readTree(Files.readString(description))
                    .path("version")
                    .asText("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
