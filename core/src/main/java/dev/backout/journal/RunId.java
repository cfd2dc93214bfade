package dev.backout.journal;

import java.security.SecureRandom;
import java.time.Instant;

/// Makes the names of runs: 26 characters that sort by time (a ULID: 48 bits of milliseconds, 80
/// bits of chance, in Crockford's base 32).
public final class RunId {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_DIGITS = 10;
    private static final int CHANCE_DIGITS = 16;
    private static final int BITS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunId() {}

    /// A new one.
    public static String next(Instant now) {
        var id = new StringBuilder(TIME_DIGITS + CHANCE_DIGITS);
        long time = now.toEpochMilli();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            id.append(DIGITS.charAt((int) (time >>> (digit * BITS)) & (DIGITS.length() - 1)));
        }
        for (int digit = 0; digit < CHANCE_DIGITS; digit++) {
            id.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
