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

    private static final DataImage HIDDEN =
            new DataImage(
                    Map.of("orders", Map.of("1", Map.of("note", "a"), "2", Map.of("note", "b"))),
                    Map.of("orders", Set.of("note")));

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
                    1=a     | -   | 2=a     | 2=a     | orders {1} {id,note} | -
                    1=a     | -   | 2=a     | 2=a     | orders {1} {id} | 1 was {id=1, note=a} and is null
                    1=a     | -   | 2=a     | 2=a     | -               | 1 was {id=1, note=a} and is null
                    1=a     | -   | 2=a     | 1=b 2=a | orders {1} {note} | 1 was {id=1, note=a} and is {id=1, note=b}
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
                new Laws(image(before), List.of(image(left)), image(later))
                        .violations(image(now), aside == null ? "" : aside);

        assertFound(found, violation);
    }

    /// What was hidden in row 1 was `a`, by the time that the application wrote.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    UPDATE orders SET id = id + 50 WHERE id = 1; | 51 | 51=a      | -
                    UPDATE orders SET id = id + 50 WHERE id = 1; | 51 | 51=(NULL) | 51.note is not a
                    UPDATE orders SET id = id + 50 WHERE id = 2; | 52 | 52=a      | 52.note is not b
                    INSERT INTO orders (id) VALUES (1);          | 1  | 1=(NULL)  | -
                    INSERT INTO orders (id) VALUES (1);          | 1  | 1=a       | 1.note was (NULL), then null, then null, and is a
                    INSERT INTO orders (id) SELECT 7, 1;         | 7  | 7=(NULL)  | -
                    INSERT INTO orders (id) SELECT 7, 1;         | 7  | 7=a       | 7.note is not (NULL)
                    DELETE FROM orders WHERE id = 2;             | 1  | 1=a       | -
                    DELETE FROM orders WHERE id = 2;             | 1  | 1=(NULL)  | 1.note was a, then null, then null, and is (NULL)
                    """)
    void ofAColumnThatIsKeptInPlace(
            String write, String later, String now, @Nullable String violation) {
        Trail trail = new Trail();
        trail.follow(write, 1);
        List<String> found =
                new Laws(image("1=a 2=b"), List.of(image("1 2")), image(later), HIDDEN, trail)
                        .violations(image(now), "");

        assertFound(found, violation);
    }

    /// The same of two migrations; some of the second ones drop the notes.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    1=a | 1=b | -   | -   | 1=a     | -                    | -
                    1=a | 1=b | -   | 2=a | 1=b 2=a | orders {1} {note}    | -
                    1=a | 1=b | -   | 2=a | 1=b 2=a | -                    | 1 was {id=1, note=a} and is {id=1, note=b}
                    1=a | 1=b | -   | 2=a | 1=c 2=a | orders {1} {note}    | 1 was {id=1, note=a} and is {id=1, note=c}
                    1=a | 1=b | -   | 2=c | 1=b 2=c | orders {1} {note}    | 1 was {id=1, note=a} and is {id=1, note=b}
                    1=a | -   | 2   | 1   | 1=NULL  | orders {1} {id,note} | -
                    1=a | -   | 2   | 1   | 1=NULL  | -                    | 1.note was not set aside
                    1=a | -   | 2   | 1   | 1=b     | orders {1} {id,note} | 1.note was a, then null, then null, and is b
                    1=a | 1=b | 1   | 1   | 1=NULL  | orders {1} {id,note} | 1.note was a, then null, then null, and is (NULL)
                    1=a | -   | 1=b | 1=b | 1=b 9>1 | orders {1} {id,note} | -
                    1=a | -   | 1=b | 1=b | 1=b 9>1 | -                    | 1.note was not set aside
                    1=a | -   | 1=b | 1=b | 1=b 9>1 | orders {1} {id}      | 1.note was not set aside
                    1=a | -   | 1=b | 1=b | 1=c 9>1 | orders {1} {id,note} | 1.note was a, then b, then b, and is c
                    1=a | -   | 1=b | 1=b | 1=b     | orders {1} {id,note} | 1.note was a, then b, then b, and is b
                    1=a | 1=c | 1=b | 1=b | 1=b 9>1 | orders {1} {id,note} | 1.note was a, then b, then b, and is b
                    """)
    void ofTwoMigrations(
            @Nullable String before,
            @Nullable String first,
            @Nullable String second,
            @Nullable String later,
            @Nullable String now,
            @Nullable String aside,
            @Nullable String violation) {
        List<String> found =
                new Laws(image(before), List.of(image(first), image(second)), image(later))
                        .violations(image(now), aside == null ? "" : aside);

        assertFound(found, violation);
    }

    /// What stood there in between may stay where the one before it has no place.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    1=a | 1=b | - | 2=a | 1=b 2=a | orders {1} {note} | -
                    1=a | 1=b | - | 2=a | 1=b 2=a | -                 | 1 was {id=1, note=a} and is {id=1, note=b}
                    1=a | 1=b | - | 2=a | 1=c 2=a | orders {1} {note} | 1 was {id=1, note=a} and is {id=1, note=c}
                    1=a | 1=b | - | -   | 1=b     | orders {1} {note} | 1 was {id=1, note=a} and is {id=1, note=b}
                    """)
    void ofAStateInBetween(
            String before,
            String between,
            @Nullable String left,
            @Nullable String later,
            String now,
            @Nullable String aside,
            @Nullable String violation) {
        Laws laws = new Laws(image(before), List.of(image(left)), image(later));
        String all = aside == null ? "" : aside;

        assertFound(laws.among(List.of(image(between))).violations(image(now), all), violation);
        assertThat(laws.violations(image(now), all)).isNotEmpty();
    }

    private static void assertFound(List<String> found, @Nullable String violation) {
        if (violation == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).anyMatch(one -> one.contains(violation));
        }
    }

    /// @param rows `key=note`, with spaces between them; `key` alone in a table without notes;
    ///   `line>key` is a line that refers to it
    private static DataImage image(@Nullable String rows) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        Map<String, Map<String, String>> lines = new TreeMap<>();
        Set<String> shape = SHAPE;
        for (String row : rows == null ? new String[0] : rows.split(" ")) {
            if (row.contains(">")) {
                String[] line = row.split(">");
                lines.put(line[0], Map.of("id", line[0], "order_id", line[1]));
                continue;
            }
            String[] parts = row.split("=");
            Map<String, String> values = new TreeMap<>(Map.of("id", parts[0]));
            if (parts.length > 1) {
                values.put("note", parts[1].equals("NULL") ? DataImage.NULL : parts[1]);
            } else {
                shape = Set.of("id");
            }
            all.put(parts[0], values);
        }
        return lines.isEmpty()
                ? new DataImage(Map.of("orders", all), Map.of("orders", shape))
                : new DataImage(
                        Map.of("orders", all, "lines", lines),
                        Map.of("orders", shape, "lines", Set.of("id", "order_id")));
    }
}
