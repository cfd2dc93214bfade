package dev.backout.migration.nodepgmigrate;

import dev.backout.sql.SeparateMessages;

/// What a migration sends, as one script.
final class StepText {
    private StepText() {}

    /// Messages inside of a transaction are as good as one message of them all.
    static String of(LoadedScript.Messages messages) {
        return messages.transaction() || messages.texts().isEmpty()
                ? String.join("\n", messages.texts()) + "\n"
                : SeparateMessages.join(messages.texts());
    }
}
