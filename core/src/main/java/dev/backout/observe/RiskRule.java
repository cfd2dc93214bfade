package dev.backout.observe;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How risky a migration is.
///
/// High when data is destroyed or that cannot be told, when a table is rewritten while nobody can
/// read it, or when the file does not do what it says (a BEGIN without COMMIT). Medium when the
/// previous version of the application does not work on the new schema, when the file can stop
/// half-way, when a table is scanned while nobody can write to it, or when rows stay behind. Else
/// low.
///
/// @param risk the outcome
/// @param reasons why it is not low, a half sentence each
record RiskRule(Risk risk, List<String> reasons) {
    static RiskRule of(Observation observation, DataVerdict data, Judgement oldApp) {
        List<String> high = high(observation, data);
        if (!high.isEmpty()) {
            return new RiskRule(Risk.HIGH, high);
        }
        List<String> medium = medium(observation, data, oldApp);
        return new RiskRule(medium.isEmpty() ? Risk.LOW : Risk.MEDIUM, medium);
    }

    private static List<String> high(Observation observation, DataVerdict data) {
        List<String> reasons = new ArrayList<>();
        if (data.losses().stream().anyMatch(loss -> loss.kind().destroys())) {
            reasons.add("data is destroyed");
        }
        if (!data.unknown().isEmpty()) {
            reasons.add("what happens to data depends on the live rows");
        }
        for (Address table : observation.measures().rewritten()) {
            if (table.kind() == ObjectKind.TABLE) {
                reasons.add(table.text() + " is rewritten while nobody can read it");
            }
        }
        if (observation.transaction() == TransactionUse.LEFT_OPEN) {
            reasons.add("it " + TransactionUse.LEFT_OPEN);
        }
        if (!observation.unmodelled().isEmpty()) {
            reasons.add("objects change whose kind is not known");
        }
        return reasons;
    }

    private static List<String> medium(
            Observation observation, DataVerdict data, Judgement oldApp) {
        List<String> reasons = new ArrayList<>();
        if (!oldApp.safe()) {
            reasons.add("the previous version of the application does not fit the new schema");
        }
        if (!observation.transaction().transactional()) {
            reasons.add("it " + observation.transaction());
        }
        Map<Address, LockMode> locks = observation.measures().locks();
        for (Address table : observation.measures().scanned()) {
            LockMode mode = locks.get(table);
            if (mode != null && mode.blocksWrites()) {
                reasons.add(table.text() + " is scanned while nobody can write to it");
            }
        }
        if (!data.losses().isEmpty()) {
            reasons.add("rows stay behind when the schema goes back");
        }
        return reasons;
    }
}
