package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What each law says of a row of orders, before the migration, after it, after later writes and
/// after the way back.
class LawsTest {
    private static final Set<String> SHAPE = Set.of("id", "note");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    1=a     | 1=b | 1=b     | 1=a     | -               | -
                    1=a     | 1=b | 1=b     | 1=b     | -               | 1.note was a, then b, then b, and is b
                    1=a     | 1=b | 1=b     | 1=b     | orders {1} {note} | 1.note was a, then b, then b, and is b
                    1=a     | 1=b | 1=b 2=a | 1=b 2=a | orders {1} {note} | -
                    1=a     | 1=b | 1=b 2=a | 1=b 2=a | -               | 1.note was not set aside
                    1=a     | 1=b | 1=c     | 1=c     | orders {1} {note} | -
                    1=a     | 1=b | 1=c     | 1=c     | -               | 1.note was not set aside
                    1=a     | 1=b | 1=c     | 1=a     | orders {1} {note} | 1.note was a, then b, then c, and is a
                    1=a     | 1=b | -       | 1=a     | -               | 1 is {id=1, note=a}, which nobody left there
                    1=a     | 1=b | 1=b     | -       | orders {1} {note} | 1 is gone
                    1=a     | 1=b | 1=b     | -       | orders {1} {id,note} | 1 is gone
                    1=a     | 1=b | 1=b 2=a | 2=a     | orders {1} {id,note} | -
                    1=a     | 1=b | 1=b 2=a | 2=a     | orders {1} {note} | 1 is gone
                    1=a     | -   | -       | 1=a     | -               | -
                    1=a     | -   | -       | -       | orders {1}      | 1 was {id=1, note=a} and is null
                    1=a     | -   | 2=a     | 2=a     | orders {1}      | -
                    1=a     | -   | 2=a     | 2=a     | -               | 1 was {id=1, note=a} and is null
                    1=a     | -   | 1=c     | 1=c     | orders {1} {id,note} | -
                    1=a     | -   | 1=c     | 1=a     | orders {1} {id,note} | 1.note was a, then null, then c, and is a
                    -       | 1=b | 1=b     | -       | -               | -
                    -       | 1=b | 1=b     | 1=b     | -               | 1 was inserted by the migration and stays
                    -       | 1=b | 1=c     | 1=c     | -               | -
                    -       | 1=b | 1=c     | -       | -               | later row orders 1.id was 1 and is null
                    -       | 1=b | 1=c     | 1=b     | -               | later row orders 1.note was c and is b
                    -       | 1=b | -       | 1=b     | -               | 1 is {id=1, note=b}, which nobody left there
                    -       | -   | 1=c     | 1=c     | -               | -
                    -       | -   | 1=c     | -       | -               | later row orders 1.id was 1 and is null
                    -       | -   | -       | 1=c     | -               | 1 is {id=1, note=c}, which nobody left there
                    """)
    void ofOneRow(
            @Nullable String before,
            @Nullable String left,
            @Nullable String later,
            @Nullable String now,
            @Nullable String aside,
            @Nullable String violation) {
        List<String> found =
                new Laws(image(before), image(left), image(later))
                        .violations(image(now), aside == null ? "" : aside);

        if (violation == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).anyMatch(one -> one.contains(violation));
        }
    }

    /// @param rows `key=note`, with spaces between them
    private static DataImage image(@Nullable String rows) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        for (String row : rows == null ? new String[0] : rows.split(" ")) {
            String[] parts = row.split("=");
            all.put(parts[0], new TreeMap<>(Map.of("id", parts[0], "note", parts[1])));
        }
        return new DataImage(Map.of("orders", all), Map.of("orders", SHAPE));
    }
}
