package dev.backout.scratch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a server of our own is told of a password (RFC 5802; the manual, 52.8 "pg_authid").
///
/// Told the password itself, it makes one that takes 4096 rounds at each login, against those who
/// try words. Nobody tries 192 random bits, so one round does, and 10 ms less for each session.
final class ScramVerifier {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ROUNDS = 1;
    private static final int SALT_BYTES = 16;

    private ScramVerifier() {}

    /// Stands where CREATE ROLE and initdb take a password; logging in takes the password.
    ///
    /// @param password one of [Passwords#random]
    static String of(String password) {
        try {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            byte[] salted =
                    hmac(
                            password.getBytes(US_ASCII),
                            ByteBuffer.allocate(SALT_BYTES + Integer.BYTES)
                                    .put(salt)
                                    .putInt(ROUNDS)
                                    .array());
            byte[] stored =
                    MessageDigest.getInstance("SHA-256")
                            .digest(hmac(salted, "Client Key".getBytes(US_ASCII)));
            byte[] server = hmac(salted, "Server Key".getBytes(US_ASCII));
            return "SCRAM-SHA-256$%d:%s$%s:%s"
                    .formatted(ROUNDS, base64(salt), base64(stored), base64(server));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
