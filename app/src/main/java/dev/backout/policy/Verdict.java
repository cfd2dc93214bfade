package dev.backout.policy;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was found out about a migration, as far as the policy asks.
///
/// @param migration its name
/// @param effect what it does
/// @param proof whether a computed inverse gives the schema back
/// @param data what becomes of the data
/// @param down what the hand-written rollback file is worth
/// @param losses what is lost: `public.users.email`, `public.users`
/// @param waiver what somebody accepted in writing, or null
public record Verdict(
        String migration,
        Effect effect,
        Proof proof,
        Data data,
        Down down,
        List<String> losses,
        @Nullable Waiver waiver) {
    public Verdict {
        losses = List.copyOf(losses);
    }

    /// What a migration does to what was there before.
    public enum Effect {
        ADDITIVE,
        CHANGING,
        DESTRUCTIVE
    }

    /// Whether the way back is proved.
    public enum Proof {
        PROVED,
        REFUTED,
        UNPROVED
    }

    /// What becomes of the data.
    public enum Data {
        NONE,
        KEPT,
        LOST,
        UNKNOWN
    }

    /// What a hand-written rollback file is worth.
    public enum Down {
        NONE,
        PROVED,
        DIFFERS,
        FAILS,
        EMPTY,
        REFUSES
    }
}
