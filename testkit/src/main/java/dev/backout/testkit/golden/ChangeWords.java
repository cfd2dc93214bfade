package dev.backout.testkit.golden;

import dev.backout.diff.Change;
import dev.backout.schema.ObjectKind;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every kind of change that there is, in two words: `enum altered`.
public final class ChangeWords {
    /// What PostgreSQL has no statement for.
    private static final Set<String> IMPOSSIBLE =
            Set.of(
                    "cast renamed",
                    "default privileges renamed",
                    "extension renamed",
                    "user mapping renamed");

    private ChangeWords() {}

    /// The words for a change; a rename that is more than that is both.
    static Stream<String> of(Change change) {
        return verbs(change).map(verb -> change.address().kind().word() + " " + verb);
    }

    private static Stream<String> verbs(Change change) {
        return switch (change) {
            case Change.Created _ -> Stream.of("created");
            case Change.Dropped _ -> Stream.of("dropped");
            case Change.Altered altered -> {
                boolean same =
                        altered.before()
                                .object()
                                .attributes()
                                .equals(altered.after().object().attributes());
                yield Stream.of(altered.renamed() ? "renamed" : "", same ? "" : "altered")
                        .filter(verb -> !verb.isEmpty());
            }
        };
    }

    /// The words for every change that a migration can make.
    public static Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (ObjectKind kind : ObjectKind.values()) {
            for (String change : Set.of("created", "dropped", "altered", "renamed")) {
                all.add(kind.word() + " " + change);
            }
        }
        all.removeAll(IMPOSSIBLE);
        return all;
    }
}
