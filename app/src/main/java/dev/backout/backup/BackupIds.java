package dev.backout.backup;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// Makes the names of backups: database, moment, chance. They are names of files too.
public final class BackupIds {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int LONGEST = 40;
    private static final SecureRandom RANDOM = new SecureRandom();

    private BackupIds() {}

    /// A name that nobody used: `shop-20261121T145501Z-3fa92b`.
    public static String next(String database, Instant now) {
        String plain = database.replaceAll("[^A-Za-z0-9_]", "_");
        String name = plain.substring(0, Math.min(LONGEST, plain.length()));
        return "%s-%s-%s".formatted(name, MOMENT.format(now), chance());
    }

    static String chance() {
        byte[] bytes = new byte[3];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
