package dev.backout.plan;

import dev.backout.schema.Address;
import dev.backout.schema.DbObject;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What one object has to look like at some point of a run.
///
/// @param address the object
/// @param fingerprint of its attributes, see [#of]
public record Expectation(Address address, String fingerprint) {
    /// What is expected when the object is as it is given here: SHA-256 of its attributes, cut to
    /// 16 bytes.
    public static Expectation of(DbObject object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash =
                    digest.digest(object.attributes().toString().getBytes(StandardCharsets.UTF_8));
            return new Expectation(object.address(), HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
