package dev.backout.testkit.golden;

import java.util.List;
import java.util.Set;

/// What is judged: something that computes the inverse of a migration.
public interface BackOutEngine {

    /// Computes the inverse on a scratch database of its own.
    ///
    /// @param golden its schema and its migration; what it expects is the judge's business
    /// @return never null; a migration that cannot be undone is an answer, too
    Answer backOut(GoldenCase golden);

    /// The engine's answer.
    ///
    /// @param proof `proved`, `refuted` or `unproved`
    /// @param inverse the statements, in order; empty when there is none
    /// @param hazards the ids found, each once, in the order of the documentation
    /// @param changes what was changed, each once: `enum altered`; parts of tables that came or
    ///   went are not told
    /// @param dataVerdict what becomes of data: `none`, `kept`, `lost` or `unknown`; `unknown` when
    ///   the migration does not run
    /// @param reason why there is no proof; empty when there is one
    record Answer(
            String proof,
            List<String> inverse,
            List<String> hazards,
            Set<String> changes,
            String dataVerdict,
            String reason) {
        public Answer {
            inverse = List.copyOf(inverse);
            hazards = List.copyOf(hazards);
            changes = Set.copyOf(changes);
        }
    }
}
