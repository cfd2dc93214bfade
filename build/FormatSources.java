import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Runs google-java-format over every Java source of the project: `check` or `apply`.
///
/// The formatter needs a newer JDK than the one Maven may be running on, so Maven starts this file
/// with the JDK that it selected as a toolchain.
void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    List<String> command = new ArrayList<>(List.of("--aosp"));
    command.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(sources());
    int status =
            ToolProvider.findFirst("google-java-format")
                    .orElseThrow()
                    .run(System.out, System.err, command.toArray(String[]::new));
    if (status != 0 && !apply) {
        System.err.println("These sources are not formatted; run: mvn -N verify -Dformat=apply");
    }
    System.exit(status);
}

List<String> sources() throws IOException {
    List<String> found = new ArrayList<>();
    for (String root : List.of("build", "core", "testkit", "tests", "app", "bench")) {
        Path directory = Path.of(root, root.equals("build") ? "" : "src");
        if (!Files.isDirectory(directory)) {
            continue;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(found::add);
        }
    }
    return found;
}
