package dev.backout.testkit.prisma;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// What `backout run` does to the history, in a few lines of SQL: the rows of that name are
/// deleted, and a trigger refuses the same name with the same checksum. It tells what Prisma makes
/// of it, whoever does it.
public final class PlainBackOut implements PrismaBackOut {
    private static final String BAR =
            """
            CREATE SCHEMA IF NOT EXISTS backout;
            CREATE TABLE IF NOT EXISTS backout.barred (migration_name text, checksum text);
            CREATE OR REPLACE FUNCTION backout.refuse_barred() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                IF EXISTS (SELECT FROM backout.barred b
                    WHERE b.migration_name = new.migration_name AND b.checksum = new.checksum) THEN
                    RAISE EXCEPTION 'Backout barred migration %', new.migration_name
                        USING HINT = 'to let it be applied again: backout unbar '
                            || new.migration_name;
                END IF;
                RETURN new;
            END $$;
            CREATE OR REPLACE TRIGGER backout_bar BEFORE INSERT ON _prisma_migrations
                FOR EACH ROW EXECUTE FUNCTION backout.refuse_barred();
            """;
    private static final String MOVE =
            """
            WITH gone AS (DELETE FROM _prisma_migrations WHERE migration_name = ? RETURNING *)
            INSERT INTO backout.barred SELECT migration_name, checksum FROM gone
            """;

    @Override
    public void backOut(PrismaProject project, String migration, String inverse) {
        try (Connection connection = DriverManager.getConnection(jdbc(project.url()))) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement move = connection.prepareStatement(MOVE)) {
                statement.execute(inverse);
                statement.execute(BAR);
                move.setString(1, migration);
                move.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot back out " + migration, e);
        }
    }

    private static String jdbc(String url) {
        return "jdbc:" + url.replaceFirst("//([^@/]+)@(.*)", "//$2?user=$1");
    }
}
