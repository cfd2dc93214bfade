package dev.backout.plan;

import dev.backout.observe.Classification;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Observation;

import java.util.ArrayList;
import java.util.List;

/// Which goes back first, the database or the application, and whether writes have to pause between
/// the two.
///
/// @param applicationFirst whether the old release goes out before the database is backed out
/// @param pause whether there is a time in which the application that runs does not fit the schema
/// @param reason why, in one sentence
public record Order(boolean applicationFirst, boolean pause, String reason) {
    /// Where nothing is known about the applications.
    public static final Order UNKNOWN =
            new Order(false, true, "whether the new release works on the old schema is not known");

    /// The order for migrations that go back together.
    ///
    /// @param observations what they did, as far as it is known
    /// @param known whether that is all of them
    static Order of(List<Observation> observations, boolean known) {
        if (!known || observations.isEmpty()) {
            return UNKNOWN;
        }
        List<String> oldOnNew = new ArrayList<>();
        List<String> newOnOld = new ArrayList<>();
        for (Observation observation : observations) {
            Classification classification =
                    Classification.of(observation, DataVerdict.of(observation));
            oldOnNew.addAll(classification.oldAppSafe().reasons());
            newOnOld.addAll(classification.newAppSafe().reasons());
        }
        if (newOnOld.isEmpty()) {
            return new Order(false, false, "the new release works on the old schema as well");
        }
        return oldOnNew.isEmpty()
                ? new Order(
                        true,
                        false,
                        "the old release works on today's schema, and the new one not on the old: "
                                + newOnOld.getFirst())
                : new Order(
                        false,
                        true,
                        "neither release works on the other's schema: %s; %s"
                                .formatted(newOnOld.getFirst(), oldOnNew.getFirst()));
    }
}
