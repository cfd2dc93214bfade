package dev.backout.integration.ssh;

import java.util.List;

/// Whose a signature is: one person, however many names the file of allowed signers has for the
/// key.
///
/// @param key the key's fingerprint
/// @param principals the names, never empty
public record Signer(String key, List<String> principals) {
    /// Copies the list.
    public Signer {
        principals = List.copyOf(principals);
    }

    /// For people.
    public String text() {
        return String.join(", ", principals);
    }
}
