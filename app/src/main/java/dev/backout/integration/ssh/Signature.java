package dev.backout.integration.ssh;

/// What was found out about a signature.
public sealed interface Signature {
    /// It is right, and of somebody who is allowed.
    record By(Signer signer) implements Signature {}

    /// It is not.
    ///
    /// @param why as half a sentence
    record Refused(String why) implements Signature {}
}
