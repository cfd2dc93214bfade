package dev.backout.migration;

import org.jspecify.annotations.Nullable;

/// A migration of the directory.
///
/// @param name what the history calls it; for Prisma the name of its directory
/// @param script what is run to apply it
/// @param down what a person wrote to undo it, if anybody did
/// @param waiver the text of the waiver beside it, if there is one; read by the policy
public record Migration(
        String name, Script script, @Nullable Script down, @Nullable Script waiver) {
    /// The SHA-256 of the script, as a newly applied migration gets it in the history.
    public String checksum() {
        return script.checksum();
    }
}
