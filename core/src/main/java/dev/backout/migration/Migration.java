package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// A migration of the directory.
///
/// @param name what the history calls it; for Prisma the name of its directory
/// @param script what is run to apply it
/// @param down what a person wrote to undo it, if anybody did
/// @param waiver the text of the waiver beside it, if there is one; read by the policy
/// @param noDown why the tool itself would refuse to undo it, or null when it would not, or undoes
///   nothing anyway
public record Migration(
        String name,
        Script script,
        @Nullable Script down,
        @Nullable Script waiver,
        @Nullable String noDown) {
    /// One of which no tool refuses anything.
    public Migration(String name, Script script, @Nullable Script down, @Nullable Script waiver) {
        this(name, script, down, waiver, null);
    }

    /// The SHA-256 of the script, as a newly applied migration gets it in the history.
    public String checksum() {
        return script.checksum();
    }

    /// The same migration with another text.
    public Migration with(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Migration(name, Script.of(script.path(), bytes), down, waiver, noDown);
    }
}
