package dev.backout.database;

import dev.backout.database.ConnectFailure.Reason;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Failures of encrypted connections in words: the driver's name its classes.
final class TlsFailure {
    private TlsFailure() {}

    /// A certificate that nobody vouches for.
    static Reason untrusted(DatabaseAddress address, String message) {
        if (!message.contains("PKIX") && !message.contains("certificate")) {
            return new Reason(
                    "no encrypted connection to %s: %s".formatted(address.server(), message),
                    "the server and this Java have to share a version of TLS");
        }
        Path root = address.tls().rootCertificate();
        return new Reason(
                "the certificate of %s is not signed by %s"
                        .formatted(
                                address.server(),
                                root == null ? "an authority that Java knows" : root),
                "sslrootcert in the URL names the authority's certificate, a PEM file");
    }

    /// What the driver's message means, or null when it is about something else.
    static @Nullable Reason reason(DatabaseAddress address, String message) {
        String server = address.server();
        Path root = address.tls().rootCertificate();
        if (message.contains("could not be verified by hostnameverifier")) {
            return new Reason(
                    "the certificate of %s is for another host than %s"
                            .formatted(server, address.host()),
                    "name the host in the URL as the certificate does; sslmode=verify-ca does not"
                            + " look at the name");
        }
        if (root != null && message.contains(root.toString())) {
            return new Reason(
                    "sslrootcert %s cannot be used: %s"
                            .formatted(
                                    root,
                                    message.startsWith("Could not open")
                                            ? "there is no such file, or it cannot be read"
                                            : "it is no certificate in PEM form"),
                    "it is read from the schema's folder when it is no absolute path");
        }
        return message.contains("does not support SSL")
                ? new Reason(
                        "%s does not support SSL".formatted(server),
                        "the URL asks for encryption: sslmode=prefer does without")
                : null;
    }
}
