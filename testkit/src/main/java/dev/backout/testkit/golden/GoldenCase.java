package dev.backout.testkit.golden;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A case as it stands in `cases/postgres/<kind>/<kind>-<aspect>.sql`.
///
/// Sections begin with a line of their own; only `migration` is required:
///
/// | line | what follows |
/// | --- | --- |
/// | `-- before` | SQL that makes the schema |
/// | `-- data` | SQL that puts rows in |
/// | `-- migration` | the migration, as it would stand in the file |
/// | `-- inverse` | the inverse that is expected on PostgreSQL 18, to the letter |
/// | `-- hazards` | the ids that are found, one per line; without this section none are |
/// | `-- data-verdict none\|kept\|lost\|unknown` | |
/// | `-- min-major 15` | the first server version that understands it |
/// | `-- needs superuser` | an ordinary role cannot run it, so a superuser does |
/// | `-- unproved REASON` | there need not be a proof; when there is one, it must be right |
///
/// Roles `reader`, `writer` and `"Odd Role"` exist.
///
/// @param sections text by section name, the rest of the line included
public record GoldenCase(Path file, Map<String, String> sections) {

    public GoldenCase {
        sections = Map.copyOf(sections);
        if (!sections.containsKey("migration")) {
            throw new IllegalArgumentException(file + " has no section migration");
        }
    }

    /// The file's name without its ending.
    public String name() {
        return file.getFileName().toString().replaceFirst("\\.sql$", "");
    }

    /// The object kind: the directory's name.
    public String kind() {
        return file.toAbsolutePath()
                .normalize()
                .getName(file.toAbsolutePath().getNameCount() - 2)
                .toString();
    }

    /// SQL that makes the schema; may be empty.
    public String before() {
        return section("before");
    }

    /// SQL that puts rows in; may be empty.
    public String data() {
        return section("data");
    }

    /// The migration.
    public String migration() {
        return section("migration");
    }

    /// The expected inverse; empty when none is given.
    public String inverse() {
        return section("inverse").strip();
    }

    /// The ids of the hazards that are found, no more and no fewer.
    public List<String> hazards() {
        return Arrays.stream(section("hazards").split("\\s+")).filter(s -> !s.isEmpty()).toList();
    }

    /// Whether a section is there.
    public boolean has(String name) {
        return sections.containsKey(name);
    }

    /// The expected verdict on data; empty when none is given.
    public String dataVerdict() {
        return section("data-verdict").strip();
    }

    /// The first server version that understands the case.
    public int minMajor() {
        return has("min-major") ? Integer.parseInt(section("min-major").strip()) : 0;
    }

    /// Whether an ordinary role cannot run it.
    public boolean needsSuperuser() {
        return section("needs").contains("superuser");
    }

    private String section(String name) {
        return sections.getOrDefault(name, "");
    }
}
