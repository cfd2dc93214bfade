package dev.backout.migration.prisma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class NameOrderTest {
    private final NameOrder order = new NameOrder();

    /// As Node 20 prints it for every printable ASCII character.
    @Test
    void ordersAsciiAsNodeDoes() {
        String expected =
                " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
                        + "0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ";
        List<String> characters = new ArrayList<>(List.of(expected.split("")));
        Collections.shuffle(characters, new Random(1));

        characters.sort(order);

        assertThat(String.join("", characters)).isEqualTo(expected);
    }

    @Test
    void lettersDecideBeforeCaseAndDigitsAreCharacters() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "a-b", "ab", "a_b", "aB", "Ab", "AB", "a b", "a.b", "A-b", "a1",
                                "a10", "a2", "aC", "Aa"));
        names.sort(order);
        assertThat(names)
                .containsExactly(
                        "a b", "a_b", "a-b", "A-b", "a.b", "a1", "a10", "a2", "Aa", "ab", "aB",
                        "Ab", "AB", "aC");
    }

    @Test
    void accentsAreWeakerThanLettersAndStrongerThanCase() {
        assertThat(order.compare("é", "e")).isPositive();
        assertThat(order.compare("é", "f")).isNegative();
        assertThat(order.compare("E", "é")).isNegative();
        assertThat(order.compare("й", "z")).isPositive();
        assertThat(order.compare("a\u0001b", "ab")).isZero();
    }

    /// Node is the judge where there is one; the expectations above hold everywhere.
    @Test
    void agreesWithNodeOnRandomNames() throws Exception {
        assumeTrue(nodeIsThere(), "no node on this machine: nobody to ask");
        List<String> names = randomNames(new Random(20261104), 500);
        List<String> expected = sortedByNode(names);

        names.sort(order);

        assertThat(names).isEqualTo(expected);
    }

    private static List<String> randomNames(Random random, int count) {
        String letters = "aAbBzZ019_- .éÉüñ$~x";
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var name = new StringBuilder();
            int length = 1 + random.nextInt(5);
            for (int at = 0; at < length; at++) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            names.add(name.toString());
        }
        return new ArrayList<>(names.stream().distinct().toList());
    }

    private static List<String> sortedByNode(List<String> names) throws Exception {
        Process node =
                new ProcessBuilder(
                                "node",
                                "-e",
                                "const n=require('fs').readFileSync(0,'utf8').split('\\n');"
                                        + "n.sort((a,b)=>a.localeCompare(b));"
                                        + "process.stdout.write(n.join('\\n'))")
                        .start();
        try (var input = node.getOutputStream()) {
            input.write(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isZero();
        return List.of(output.split("\n"));
    }

    private static boolean nodeIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
