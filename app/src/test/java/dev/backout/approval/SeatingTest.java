package dev.backout.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.integration.ssh.Signer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Who takes which place: ann is in both groups, bob in one.
class SeatingTest {
    private static final ApprovalRules RULES =
            new ApprovalRules(
                    null,
                    Map.of("sre", List.of("ann", "sue"), "owner", List.of("ann", "bob")),
                    Map.of(),
                    Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "sre owner  | ann bob | -",
                "sre owner  | bob ann | -",
                "owner sre  | ann bob | -",
                "sre owner  | ann     | owner",
                "sre owner  | bob     | sre",
                "sre sre    | ann sue | -",
                "sre sre    | ann bob | sre",
                "sre owner owner | ann bob sue | -",
                "owner      | sue     | owner",
                "sre        | eve     | sre",
            })
    void everyoneTakesThePlaceThatNobodyElseCan(String groups, String people, String vacant) {
        List<Signer> signers =
                Arrays.stream(people.split(" "))
                        .map(name -> new Signer("key of " + name, List.of(name)))
                        .toList();
        assertThat(new Seating(RULES, signers).vacant(List.of(groups.split(" "))))
                .isEqualTo(vacant == null ? List.of() : List.of(vacant));
    }
}
