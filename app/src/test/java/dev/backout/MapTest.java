package dev.backout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// ARCHITECTURE.md names what exists, and all of it.
///
/// In backticks, what has a slash or a file's ending is a path: from the root or, as `schema/`, a
/// package of core or app. What is written `LikeThis` is a type. Anything else is prose.
class MapTest {
    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");
    private static final Pattern PATH =
            Pattern.compile("[\\w.-]*/[\\w./-]*|[\\w-]*\\.(md|xml|java|sql|yaml|json|sh)");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z]\\w*");
    private static final List<Path> PACKAGES =
            List.of(
                    ProjectFiles.ROOT.resolve("core/src/main/java/dev/backout"),
                    ProjectFiles.ROOT.resolve("app/src/main/java/dev/backout"));

    @Test
    void everyPathOnTheMapExists() throws IOException {
        assertThat(names(PATH))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(places(name)).anyMatch(Files::exists));
    }

    @Test
    void everyTypeOnTheMapExists() throws IOException {
        Set<String> declared = declaredTypes();
        assertThat(names(TYPE)).isNotEmpty().isSubsetOf(declared);
    }

    @Test
    void everyPackageIsOnTheMap() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Path root : PACKAGES) {
            try (Stream<Path> children = Files.list(root)) {
                children.filter(Files::isDirectory)
                        .forEach(p -> packages.add(p.getFileName() + "/"));
            }
        }
        assertThat(names(PATH)).containsAll(packages);
    }

    private static Set<String> names(Pattern kind) throws IOException {
        String map = Files.readString(ProjectFiles.ROOT.resolve("ARCHITECTURE.md"));
        return CODE.matcher(map)
                .results()
                .map(found -> found.group(1))
                .filter(kind.asMatchPredicate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> places(String name) {
        return Stream.concat(
                Stream.of(ProjectFiles.ROOT.resolve(name)),
                PACKAGES.stream().map(root -> root.resolve(name)));
    }

    private static Set<String> declaredTypes() throws IOException {
        Pattern declaration = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)");
        Set<String> types = new TreeSet<>();
        for (ProjectFiles.ProjectFile file : ProjectFiles.all()) {
            if (file.name().endsWith(".java")) {
                Matcher matcher = declaration.matcher(file.text());
                while (matcher.find()) {
                    types.add(matcher.group(1));
                }
            }
        }
        return types;
    }
}
