package dev.backout.scratch;

/// How a server stands to an extension.
public enum ExtensionOffer {
    /// It is not installed on that server.
    MISSING,
    /// It is not installed; on the platform that the database looks like it can be had, and here
    /// are its names, with nothing behind them.
    STAND_IN,
    /// An ordinary role may create it in its own database.
    TRUSTED,
    /// Only a superuser may create it.
    UNTRUSTED
}
