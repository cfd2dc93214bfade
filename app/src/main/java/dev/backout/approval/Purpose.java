package dev.backout.approval;

import dev.backout.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/// What a plan may need somebody's word for.
public enum Purpose {
    /// To carry it out.
    APPLY("apply"),
    /// To lose data.
    DATA_LOSS("data-loss"),
    /// To change the migration tool's history.
    HISTORY_EDIT("history-edit");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    /// As it is written in `backout.yaml`, on the command line and in what is signed.
    public String word() {
        return word;
    }

    /// The purpose of a word, or null.
    public static @Nullable Purpose of(String word) {
        for (Purpose one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        return null;
    }

    /// What this plan needs a word for.
    public static Set<Purpose> of(Plan plan) {
        Set<Purpose> needed = EnumSet.of(APPLY);
        if (!plan.casualties().isEmpty()) {
            needed.add(DATA_LOSS);
        }
        if (!plan.migrations().isEmpty()) {
            needed.add(HISTORY_EDIT);
        }
        return needed;
    }
}
