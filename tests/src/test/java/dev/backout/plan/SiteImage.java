package dev.backout.plan;

import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumpFinder;
import dev.backout.testkit.pgdump.PgDumpSearch;

import java.sql.SQLException;
import java.util.Optional;

/// The schema of a site as we and, where there is one for that version, pg_dump see it.
record SiteImage(String hash, Optional<Dump> dump) {
    static SiteImage of(Site site, int major) throws SQLException {
        return new SiteImage(
                site.schema().hash(),
                PgDumpFinder.find(major) instanceof PgDumpSearch.Found(PgDump program)
                        ? Optional.of(site.dump(program))
                        : Optional.empty());
    }
}
