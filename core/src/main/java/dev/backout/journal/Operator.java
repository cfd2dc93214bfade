package dev.backout.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Who works, apart from the database's own user.
///
/// @param person operating system user and host: `alice@laptop`
/// @param ci which CI job it is, or null outside of CI
public record Operator(String person, @Nullable String ci) {
    /// Who this process is.
    ///
    /// @param environment the environment variables
    public static Operator of(Map<String, String> environment) {
        String user = System.getProperty("user.name", "?");
        return new Operator(user + "@" + host(environment), ciOf(environment));
    }

    /// For the record, in one line.
    public String text() {
        return ci == null ? person : "%s (%s)".formatted(person, ci);
    }

    private static String host(Map<String, String> environment) {
        String name = environment.get("HOSTNAME");
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException e) {
            return hostByNetwork();
        }
    }

    private static String hostByNetwork() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }

    private static @Nullable String ciOf(Map<String, String> environment) {
        if (environment.containsKey("GITHUB_ACTIONS")) {
            return job(environment, "GITHUB_REPOSITORY", "GITHUB_RUN_ID", "GITHUB_ACTOR");
        }
        if (environment.containsKey("GITLAB_CI")) {
            return job(environment, "CI_PROJECT_PATH", "CI_JOB_ID", "GITLAB_USER_LOGIN");
        }
        if (environment.containsKey("BUILDKITE")) {
            return job(
                    environment,
                    "BUILDKITE_PIPELINE_SLUG",
                    "BUILDKITE_BUILD_NUMBER",
                    "BUILDKITE_BUILD_CREATOR");
        }
        if (environment.containsKey("CIRCLECI")) {
            return job(
                    environment, "CIRCLE_PROJECT_REPONAME", "CIRCLE_BUILD_NUM", "CIRCLE_USERNAME");
        }
        if (environment.containsKey("JENKINS_URL")) {
            return job(environment, "JOB_NAME", "BUILD_NUMBER", "BUILD_USER_ID");
        }
        return environment.containsKey("CI") ? "CI" : null;
    }

    private static String job(
            Map<String, String> environment, String project, String number, String person) {
        return "CI job %s of %s, by %s"
                .formatted(
                        environment.getOrDefault(number, "?"),
                        environment.getOrDefault(project, "?"),
                        environment.getOrDefault(person, "?"));
    }
}
