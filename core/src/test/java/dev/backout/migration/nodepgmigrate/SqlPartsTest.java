package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files are cut where the tool's own regular expressions cut them.
class SqlPartsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Up Migration\na;\n-- Down Migration\nb;\n",
                "--up migration\na;\n--DOWN   MIGRATION\nb;\n",
                "---- - Up\tMigration of today\na;\n  --  -- down migration\nb;\n",
                "\uFEFF-- Up Migration\na;\n\u00A0-- Down Migration\nb;\n"
            })
    void markersAreTakenAsTheToolTakesThem(String file) {
        SqlParts parts = SqlParts.of(file);
        assertThat(parts.upMarked()).isTrue();
        assertThat(parts.up()).contains("a;").doesNotContain("b;");
        assertThat(parts.down()).contains("b;").doesNotContain("a;");
    }

    @Test
    void downMayStandFirst() {
        SqlParts parts = SqlParts.of("-- Down Migration\nb;\n-- Up Migration\na;\n");
        assertThat(parts.up()).isEqualTo("\n\n-- Up Migration\na;\n");
        assertThat(parts.down()).isEqualTo("-- Down Migration\nb;\n");
    }

    @Test
    void withoutAMarkerForUpTheWholeFileIsTheUp() {
        SqlParts none = SqlParts.of("a;\n");
        assertThat(none.up()).isEqualTo("a;\n");
        assertThat(none.down()).isNull();
        SqlParts down = SqlParts.of("a;\n-- Down Migration\nb;\n");
        assertThat(down.upMarked()).isFalse();
        assertThat(down.up()).isEqualTo("a;\n-- Down Migration\nb;\n");
        assertThat(down.down()).contains("b;").doesNotContain("a;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select 1; -- up migration\n", "-- upmigration\n", "-- my up migration\n"})
    void whatOnlyLooksLikeAMarkerIsNone(String file) {
        assertThat(SqlParts.of(file).upMarked()).isFalse();
    }

    @Test
    void linesOfAPartAreThoseOfTheFile() {
        String down = SqlParts.of("-- Up Migration\na;\n\n-- Down Migration\nb;\n").down();
        assertThat(down).isNotNull();
        assertThat(down.lines().toList().indexOf("b;")).isEqualTo(4);
    }
}
