package dev.backout.testkit.server;

import java.util.List;
import java.util.stream.Stream;

/// The PostgreSQL versions that tests run on: the newest and the oldest one, with Maven's profile
/// `all-majors` all, with `-Dbackout.majors=16,15` these.
public final class Majors {
    private static final boolean EVERYTHING = Boolean.getBoolean("backout.majors.everything");

    private static final String USUAL = "18,14";

    private Majors() {}

    /// The versions, the newest first.
    public static List<Integer> all() {
        return Stream.of(text().split(",", -1)).map(Integer::valueOf).toList();
    }

    private static String text() {
        return System.getProperty("backout.majors", USUAL);
    }

    /// The newest version alone, unless versions are asked for: for tests of merging, of which
    /// there are many, while the random trials of the same laws run on all.
    public static List<Integer> newest() {
        return text().equals(USUAL) ? List.of(all().getFirst()) : all();
    }

    /// Whether tests that take minutes run on this version as a whole: on the first one, and with
    /// the profile on all.
    public static boolean isWhole(int major) {
        return EVERYTHING || major == all().getFirst();
    }
}
