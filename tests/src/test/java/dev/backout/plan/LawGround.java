package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/// A database for trials of the laws, which have it one after the other: each finds it as if it
/// were new, with [RandomData#SCHEMA]. For one thread.
final class LawGround implements AutoCloseable {
    /// A column or a table that there is not, and violations of unique and foreign keys.
    private static final Set<String> NOT_WRITTEN = Set.of("42703", "42P01", "23505", "23503");

    /// The tables of our own records stay, without rows; the lease has one always.
    private static final String AGAIN =
            """
            DO $$ DECLARE one text; BEGIN
            FOR one IN
                SELECT format('DROP TABLE %s CASCADE', c.oid::regclass) FROM pg_class c
                WHERE c.relkind = 'r'
                  AND (c.relnamespace = 'public'::regnamespace
                       AND c.relname <> '_prisma_migrations'
                       OR c.relnamespace = to_regnamespace('backout') AND c.relname ~ '^kept_')
                UNION ALL
                SELECT format('DROP TYPE %s CASCADE', t.oid::regtype) FROM pg_type t
                WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
                UNION ALL
                SELECT 'TRUNCATE _prisma_migrations'
                       || string_agg(', ' || c.oid::regclass, '') || ' RESTART IDENTITY'
                FROM pg_class c
                WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace('backout')
                  AND c.relname <> 'lease' AND c.relname !~ '^kept_'
            LOOP EXECUTE coalesce(one, 'TRUNCATE _prisma_migrations'); END LOOP;
            END $$
            """;

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
        site =
                site == null
                        ? Site.on(major).keepingSessions().sharing(proofs)
                        : site.afresh().sql(AGAIN);
        return site.apply("1_init", RandomData.SCHEMA).sql(story.rows());
    }

    /// Has an application write what a story says, each statement for itself: what has no place in
    /// the schema, or what its constraints refuse, is not written.
    static Site write(Site site, Story story) throws SQLException {
        return write(site, story, new Trail());
    }

    /// The same.
    ///
    /// @param trail follows it
    static Site write(Site site, Story story, Trail trail) throws SQLException {
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement()) {
            for (String one : story.writes()) {
                try {
                    trail.follow(one, statement.executeUpdate(one));
                } catch (SQLException e) {
                    if (!NOT_WRITTEN.contains(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
        return site;
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
