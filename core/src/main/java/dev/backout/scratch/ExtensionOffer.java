package dev.backout.scratch;

/// How a server stands to an extension.
public enum ExtensionOffer {
    /// It is not installed on that server.
    MISSING,
    /// An ordinary role may create it in its own database.
    TRUSTED,
    /// Only a superuser may create it.
    UNTRUSTED
}
