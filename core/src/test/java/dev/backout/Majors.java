package dev.backout;

import java.util.List;
import java.util.stream.Stream;

/// The PostgreSQL versions that tests run on: the newest and the oldest one, with Maven's profile
/// `all-majors` all, with `-Dbackout.majors=16,15` these.
public final class Majors {
    private Majors() {}

    /// The versions, the newest first.
    public static List<Integer> all() {
        return Stream.of(System.getProperty("backout.majors", "18,14").split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }
}
