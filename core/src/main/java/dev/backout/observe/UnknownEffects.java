package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.sql.ServerFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What cannot be told about data without the rows of the live database.
final class UnknownEffects {
    private UnknownEffects() {}

    static List<String> of(Observation observation) {
        List<String> unknown = new ArrayList<>();
        ServerFailure failure = observation.failure();
        if (failure != null) {
            unknown.add("what it does to rows could not be seen: " + failure.message());
        }
        for (CodeUse use : observation.measures().code()) {
            if (use.dependsOnRows()) {
                unknown.add(code(use));
            }
        }
        for (TableWrite write : observation.measures().writes()) {
            if (!write.told()) {
                unknown.add(
                        "what is done to the rows of %s could not be told"
                                .formatted(write.table().text()));
            }
            if (!write.triggers().isEmpty()) {
                unknown.add(
                        "%s of %s runs for the rows that are written"
                                .formatted(
                                        "trigger " + String.join(", ", write.triggers()),
                                        write.table().text()));
            }
        }
        return unknown;
    }

    private static String code(CodeUse use) {
        return use.writes().isEmpty()
                ? "%s in line %d depends on the rows of %s"
                        .formatted(use.what(), use.line(), names(use.reads()))
                : "%s in line %d writes rows of %s"
                        .formatted(use.what(), use.line(), names(use.writes()));
    }

    private static String names(Set<Address> tables) {
        return new TreeSet<>(tables).stream().map(Address::text).collect(Collectors.joining(", "));
    }
}
