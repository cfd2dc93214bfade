package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// A database for trials of the laws, which have it one after the other: each finds it as if it
/// were new, with [RandomData#SCHEMA]. For one thread.
final class LawGround implements AutoCloseable {
    private final int major;
    private final SharedProofs proofs = new SharedProofs();
    private @Nullable Site site;

    LawGround(int major) {
        this.major = major;
    }

    /// How many proofs it took.
    String proofs() {
        return proofs.text();
    }

    /// The database with the rows of a story.
    Site begin(Story story) throws SQLException {
        Site known = site;
        if (known == null) {
            known = Site.on(major).keepingSessions().sharing(proofs);
            site = known;
        }
        return known.again().apply("1_init", RandomData.SCHEMA).sql(story.rows());
    }

    /// What was set aside on a site, as [Laws#violations] takes it.
    static String aside(Site site) throws SQLException {
        String aside =
                site.value(
                        "SELECT string_agg(concat_ws(' ', table_name, s.key, s.columns), '; ')"
                                + " FROM backout.set_aside s JOIN backout.capture c ON c.id ="
                                + " s.capture");
        return aside == null ? "" : aside;
    }

    @Override
    public void close() throws SQLException {
        if (site != null) {
            site.close();
            site = null;
        }
    }
}
