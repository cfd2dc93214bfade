package dev.backout.backup;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes the names of backups. They are names of files too.
public final class BackupIds {
    private static final int LONGEST = 40;
    private static final SecureRandom RANDOM = new SecureRandom();

    private BackupIds() {}

    /// The name of a run's backup: `shop-01M7Z59AKVE196KMHCATBQTP15`.
    public static String of(String database, String run) {
        String plain = database.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.substring(0, Math.min(LONGEST, plain.length())) + "-" + run;
    }

    static String chance() {
        byte[] bytes = new byte[3];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
