package dev.backout.reference;

import java.util.List;

/// A text with its references filled in. It is not printed.
///
/// @param text for whoever needs the secret
/// @param secrets what the references stood for: what must not come out
public record Filled(String text, List<String> secrets) {
    /// Copies the list.
    public Filled {
        secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
        return secrets.isEmpty() ? text : "***";
    }
}
