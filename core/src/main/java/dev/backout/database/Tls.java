package dev.backout.database;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;

/// How the connection is encrypted.
///
/// @param mode how much is asked of the server
/// @param rootCertificate PEM file with the authority's certificate, or null for the system's
/// @param clientCertificate the client's certificate, or null
/// @param clientKey the client's key, or its PKCS #12 file that holds the certificate too, or null
/// @param keyPassword the password of that file, or null
public record Tls(
        Mode mode,
        @Nullable Path rootCertificate,
        @Nullable Path clientCertificate,
        @Nullable Path clientKey,
        @Nullable Secret keyPassword) {
    /// The modes of libpq, by the same names.
    public enum Mode {
        DISABLE,
        ALLOW,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /// As it stands in a URL.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Prisma's default: encrypted when the server offers it, without looking at certificates.
    public static Tls preferred() {
        return new Tls(Mode.PREFER, null, null, null, null);
    }
}
