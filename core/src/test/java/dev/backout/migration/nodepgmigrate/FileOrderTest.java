package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The order that the tool's own comparison gave for these names, seen in node 20.
class FileOrderTest {
    private static final List<String> SORTED =
            List.of(
                    "2_b.sql",
                    "10_a.sql",
                    "10_b.sql",
                    "0010_B.sql",
                    "1700000000000_x.js",
                    "20231114221320000_utc.sql",
                    "1700000000001_x.js");

    @Test
    void numbersFirstThenWords() {
        // 20231114221320000 is the moment 1700000000000.
        List<String> names = new ArrayList<>(SORTED);
        Collections.shuffle(names, new Random(7));
        names.sort(new FileOrder());
        assertThat(names).isEqualTo(SORTED);
    }

    @Test
    void numbersInNamesCountAsNumbers() {
        assertThat(new FileOrder().compare("1_step9.sql", "1_step10.sql")).isNegative();
        assertThat(new FileOrder().compare("1-a.sql", "1_b.sql")).isNegative();
        assertThat(new FileOrder().compare("1_a.sql", "no_number.sql")).isNegative();
    }
}
