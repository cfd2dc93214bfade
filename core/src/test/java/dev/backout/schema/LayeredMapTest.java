package dev.backout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class LayeredMapTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aChainOfCopiesHoldsWhatHashMapsHold(long seed) {
        Random random = new Random(seed);
        LayeredMap<Integer, String> map = new LayeredMap<>();
        Map<Integer, String> model = new HashMap<>();
        for (int copy = 0; copy < 200; copy++) {
            LayeredMap<Integer, String> next = new LayeredMap<>(map);
            Map<Integer, String> before = Map.copyOf(model);
            for (int n = 0; n < 15; n++) {
                int key = random.nextInt(400);
                if (random.nextInt(3) == 0) {
                    assertThat(next.remove(key)).isEqualTo(model.remove(key));
                } else {
                    String value = "v" + random.nextInt(3);
                    assertThat(next.put(key, value)).isEqualTo(model.put(key, value));
                }
            }
            assertThat(next).hasSize(model.size()).containsExactlyInAnyOrderEntriesOf(model);
            assertThat(map).as("what was copied").containsExactlyInAnyOrderEntriesOf(before);
            map = next;
        }
    }

    @Test
    void anEntryOfTheGroundComesBack() {
        LayeredMap<String, String> ground = new LayeredMap<>();
        for (int n = 0; n < 100; n++) {
            ground.put("key" + n, "value" + n);
        }
        LayeredMap<String, String> copy = new LayeredMap<>(new LayeredMap<>(ground));
        String value = requireNonNull(copy.remove("key7"));
        assertThat(copy).hasSize(99).doesNotContainKey("key7");
        copy.put("key7", "other");
        copy.put("key7", value);
        assertThat(copy).isEqualTo(ground);
    }
}
