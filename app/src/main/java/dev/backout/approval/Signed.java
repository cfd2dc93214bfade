package dev.backout.approval;

import org.jspecify.annotations.Nullable;

/// An approval with its signature, as one text: what was signed, and behind it the signature in
/// OpenSSH's armoured form.
///
/// @param approval what was signed
/// @param signature the armoured signature
public record Signed(Approval approval, String signature) {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";

    /// For a file.
    public String text() {
        return approval.text() + signature;
    }

    /// Reads it; null when it is none.
    public static @Nullable Signed parse(String text) {
        int at = text.indexOf(BEGIN);
        Approval approval = at < 0 ? null : Approval.parse(text.substring(0, at));
        return approval == null ? null : new Signed(approval, text.substring(at));
    }
}
