package dev.backout.observe;

import java.util.List;

/// What a migration is, in the words that a policy and a plan go by. A pure function of the
/// observation.
///
/// @param changeClass additive, changing or destructive
/// @param reasons why it is not merely additive, a half sentence each
/// @param oldAppSafe whether the previous version of the application works on the new schema
/// @param newAppSafe whether the new version of the application works on the old schema
/// @param transactional whether the whole file takes effect or none of it
/// @param risk how much care it wants
/// @param riskReasons why the risk is not low
public record Classification(
        ChangeClass changeClass,
        List<String> reasons,
        Judgement oldAppSafe,
        Judgement newAppSafe,
        boolean transactional,
        Risk risk,
        List<String> riskReasons) {
    /// Copies the lists.
    public Classification {
        reasons = List.copyOf(reasons);
        riskReasons = List.copyOf(riskReasons);
    }

    /// Classifies what was observed.
    public static Classification of(Observation observation, DataVerdict data) {
        List<String> destroyed =
                data.losses().stream()
                        .filter(loss -> loss.kind().destroys())
                        .map(Loss::text)
                        .toList();
        List<String> altered = Alterations.of(observation, data);
        Judgement oldApp = OldApplication.judge(observation);
        RiskRule rule = RiskRule.of(observation, data, oldApp);
        return new Classification(
                changeClass(destroyed, altered),
                destroyed.isEmpty() ? altered : destroyed,
                oldApp,
                NewApplication.judge(observation, data),
                observation.transaction().transactional(),
                rule.risk(),
                rule.reasons());
    }

    private static ChangeClass changeClass(List<String> destroyed, List<String> altered) {
        if (!destroyed.isEmpty()) {
            return ChangeClass.DESTRUCTIVE;
        }
        return altered.isEmpty() ? ChangeClass.ADDITIVE : ChangeClass.CHANGING;
    }
}
