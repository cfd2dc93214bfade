package dev.backout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The project builds anywhere, so no file names a registry, a host or a place on one machine.
class ForeignNamesTest {
    /// Names that are identifiers (XML and JSON schemas, the licence), stand for no real host, or
    /// are in what Prisma itself says and writes.
    private static final Set<String> IDENTIFIERS =
            Set.of(
                    "127.0.0.1",
                    "docs.oasis-open.org",
                    "json-schema.org",
                    "json.schemastore.org",
                    "localhost",
                    "maven.apache.org",
                    "pris.ly",
                    "www.apache.org",
                    "www.w3.org");

    private static final Pattern URL = Pattern.compile("https?://([\\w.-]+)");
    private static final Pattern REGISTRY =
            Pattern.compile(
                    "\\b(repo1?\\.maven|registry\\.(npmjs|yarnpkg)|docker\\.io|ghcr\\.io|quay\\.io"
                            + "|deb\\.debian|archive\\.ubuntu|sonatype|artifactory|jfrog)\\b");
    private static final Pattern PLACE =
            Pattern.compile("(?<![\\w./$}])/(work|root|home|Users)/\\w+");

    @Test
    void noFileNamesAHost() throws IOException {
        assertThat(matches(URL).filter(m -> !isIdentifier(m))).isEmpty();
    }

    @Test
    void noFileNamesARegistry() throws IOException {
        assertThat(matches(REGISTRY)).isEmpty();
    }

    @Test
    void noFileNamesAPlaceOnOneMachine() throws IOException {
        assertThat(matches(PLACE)).isEmpty();
    }

    private static boolean isIdentifier(String match) {
        String host = match.substring(match.indexOf("://") + 3);
        return IDENTIFIERS.contains(host)
                || !host.contains(".")
                || host.matches("(.*\\.)?example(\\.(com|org|net))?|.*\\.(invalid|internal|test)");
    }

    private static Stream<String> matches(Pattern pattern) throws IOException {
        List<ProjectFiles.ProjectFile> files = ProjectFiles.all();
        return files.stream()
                .filter(file -> !file.name().endsWith("ForeignNamesTest.java"))
                .flatMap(file ->
                        pattern.matcher(file.text())
                                .results()
                                .map(found -> file.name() + ": " + found.group()));
    }
}
