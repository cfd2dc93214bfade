package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.database.DatabaseAddress;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.util.List;
import java.util.Locale;

/// Keeps what is for development databases away from all others.
///
/// @param configuration what the environments say
record Protection(Configuration configuration) {
    /// Goes on only with a database that an environment names as one that is not production.
    ///
    /// @throws BackoutException `database-protected`
    void insistOnDevelopment(Target target) {
        if (target.environment() == null) {
            throw BackoutException.of(
                    ErrorCode.DATABASE_PROTECTED,
                    "no environment of backout.yaml names %s, so it is treated as production"
                            .formatted(target.address().place()),
                    "nothing was executed; name it under environments with production: false");
        }
        if (target.production()) {
            throw BackoutException.of(
                    ErrorCode.DATABASE_PROTECTED,
                    "%s is production (environment %s)"
                            .formatted(target.address().place(), target.environment()),
                    "nothing was executed; only a database whose environment says production:"
                            + " false is reset");
        }
        List<String> others = configuration.productionsOf(target);
        if (!others.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.DATABASE_PROTECTED,
                    "environment %s and environment %s, which is production, name the same database"
                            .formatted(target.environment(), others.getFirst()),
                    "nothing was executed; one of the two URLs in backout.yaml is wrong");
        }
    }

    /// Whether the server is on this machine, as far as its address tells.
    static boolean local(DatabaseAddress address) {
        String host = address.host().toLowerCase(Locale.ROOT);
        return address.socketFolder() != null
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
