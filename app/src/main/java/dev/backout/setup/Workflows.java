package dev.backout.setup;

import dev.backout.sql.Resource;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The CI files that `backout ci` writes. Immutable.
///
/// @param image the container image, or null: a variable of the CI system names it
/// @param environment of backout.yaml and of the CI system
/// @param secrets the variables that the environment refers to
public record Workflows(@Nullable String image, String environment, List<String> secrets) {
    /// The machine goes with the job, and a backup on it would, too: told that its folder is a
    /// workspace of CI, Backout refuses to put one there.
    private static final String FUNCTION =
            """
            backout() {
                        docker run --rm --cap-drop ALL --security-opt no-new-privileges \\
                          --volume "$PWD/project:/project:ro" --volume "$PWD/plan:/plan:ro" \\
                          --volume "$PWD/state:/state" --workdir /project \\
                          --env XDG_STATE_HOME --env GITHUB_WORKSPACE=/state %s \\
                          "$IMAGE" "$@"
                      }\
            """;

    /// Copies the list.
    public Workflows {
        secrets = List.copyOf(secrets);
    }

    /// A file of them.
    ///
    /// @param path from the top of the repository
    public record Written(String path, String text) {}

    /// For GitHub Actions: one that proves, one that comments, one that backs out.
    public List<Written> github() {
        List<Written> files = new ArrayList<>();
        for (String name : List.of("check", "comment", "run")) {
            String text =
                    resource("github-%s.yml".formatted(name))
                            .replace("@IMAGE@", image == null ? "${{ vars.BACKOUT_IMAGE }}" : image)
                            .replace("@SECRETS@", githubSecrets())
                            .replace("@FUNCTION@", function());
            files.add(new Written(".github/workflows/backout-%s.yml".formatted(name), named(text)));
        }
        return files;
    }

    /// For GitLab CI: one file with three jobs, to be included.
    public List<Written> gitlab() {
        String text =
                resource("gitlab.yml").replace("@IMAGE@", image == null ? "$BACKOUT_IMAGE" : image);
        return List.of(new Written(".gitlab/backout.yml", named(text)));
    }

    private String named(String text) {
        return text.replace("@ENVIRONMENT@", environment);
    }

    private String githubSecrets() {
        return secrets.stream()
                .map(name -> "      %s: ${{ secrets.%s }}".formatted(name, name))
                .collect(Collectors.joining("\n"));
    }

    private String function() {
        return FUNCTION.formatted(
                secrets.stream().map(name -> "--env " + name).collect(Collectors.joining(" ")));
    }

    private static String resource(String name) {
        return Resource.text(Workflows.class, name);
    }
}
