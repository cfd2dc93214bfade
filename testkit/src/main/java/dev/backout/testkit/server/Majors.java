package dev.backout.testkit.server;

import java.util.List;
import java.util.stream.Stream;

/// The PostgreSQL versions that tests run on: the newest and the oldest one, with Maven's profile
/// `all-majors` all, with `-Dbackout.majors=16,15` these.
public final class Majors {
    private static final boolean EVERYTHING = Boolean.getBoolean("backout.majors.everything");

    private Majors() {}

    /// The versions, the newest first.
    public static List<Integer> all() {
        return Stream.of(System.getProperty("backout.majors", "18,14").split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }

    /// Whether tests that take minutes run on this version as a whole: on the first one, and with
    /// the profile on all.
    public static boolean isWhole(int major) {
        return EVERYTHING || major == all().getFirst();
    }
}
