package dev.backout.doctor.machine;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// git, which `--since` and `--git-ref` ask.
///
/// @param folder the current folder
record GitProgram(Path folder) implements Examination {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public Topic topic() {
        return Topic.GIT;
    }

    @Override
    public List<Finding> examine() {
        try {
            Process process =
                    new ProcessBuilder("git", "rev-parse", "--is-inside-work-tree")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of(absent("git does not answer"));
            }
            return List.of(
                    process.exitValue() == 0
                            ? Finding.ok(Topic.GIT, "the project is in a git repository")
                            : outside(answer.strip().lines().findFirst().orElse("")));
        } catch (IOException e) {
            return List.of(absent("there is no git on this machine"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(absent("git was interrupted"));
        }
    }

    private static Finding outside(String answer) {
        boolean foreign = answer.contains("dubious ownership");
        return foreign
                ? Finding.warning(
                                Topic.GIT,
                                "git refuses this folder: it belongs to another user",
                                "git config --global --add safe.directory \"$PWD\"")
                        .with("--since and --git-ref do not work here")
                : Finding.note(Topic.GIT, "this is no git repository", "git init")
                        .with("--since and --git-ref do not work here");
    }

    private static Finding absent(String what) {
        return Finding.note(Topic.GIT, what, "apt-get install git")
                .with("--since and --git-ref need it; plan and run do not");
    }
}
