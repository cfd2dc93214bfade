package dev.backout.config;

import dev.backout.approval.ApprovalRules;
import dev.backout.approval.Purpose;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `approvals` of an environment.
final class ApprovalsReader {
    /// Two people, one of those who keep production running and one of those who know the
    /// migration.
    private static final List<String> IN_PRODUCTION = List.of("sre", "migration-owner");

    private static final Map<Purpose, String> KEYS =
            new EnumMap<>(
                    Map.of(
                            Purpose.APPLY, "apply",
                            Purpose.DATA_LOSS, "dataLoss",
                            Purpose.HISTORY_EDIT, "historyEdit"));

    private ApprovalsReader() {}

    /// @param folder of `backout.yaml`
    static ApprovalRules read(YamlBlock block, Path folder, boolean production) {
        block.only("signers", "groups", "apply", "dataLoss", "historyEdit", "valid");
        if (block.keys().isEmpty()) {
            return ApprovalRules.NONE;
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        YamlBlock named = block.block("groups");
        named.keys().forEach(name -> groups.put(name, named.textOrTexts(name)));
        Map<Purpose, List<String>> needed = new EnumMap<>(Purpose.class);
        KEYS.forEach((purpose, key) -> needed.put(purpose, groups(block, key, production, groups)));
        Duration valid = block.duration("valid");
        return new ApprovalRules(
                folder.resolve(block.required("signers")).normalize(),
                groups,
                needed,
                valid == null ? ApprovalRules.VALID : valid);
    }

    private static List<String> groups(
            YamlBlock block, String key, boolean production, Map<String, List<String>> known) {
        List<String> asked =
                block.has(key)
                        ? block.textOrTexts(key)
                        : key.equals("apply") && production ? IN_PRODUCTION : List.of();
        for (String group : asked) {
            if (!known.containsKey(group)) {
                throw block.wrong(
                        block.has(key) ? key : "groups",
                        "has to know the group %s: approvals.groups lists who is in it"
                                .formatted(group));
            }
        }
        return asked;
    }
}
