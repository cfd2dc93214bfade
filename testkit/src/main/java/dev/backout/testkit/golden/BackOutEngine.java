package dev.backout.testkit.golden;

import java.util.List;

/// What is judged: something that computes the inverse of a migration.
public interface BackOutEngine {

    /// Computes the inverse on a scratch database of its own.
    ///
    /// @param before SQL that makes the schema; may be empty
    /// @param migration the file's text
    /// @return never null; a migration that cannot be undone is an answer, too
    Answer backOut(String before, String migration);

    /// What becomes of data: `none`, `kept`, `lost` or `unknown`. The same parameters.
    String dataVerdict(String before, String migration);

    /// The engine's answer.
    ///
    /// @param proof `proved`, `refuted` or `unproved`
    /// @param inverse the statements, in order; empty when there is none
    /// @param hazards the ids found
    /// @param reason why there is no proof; empty when there is one
    record Answer(String proof, List<String> inverse, List<String> hazards, String reason) {
        public Answer {
            inverse = List.copyOf(inverse);
            hazards = List.copyOf(hazards);
        }
    }
}
