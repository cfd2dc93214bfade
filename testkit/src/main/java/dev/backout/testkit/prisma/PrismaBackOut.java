package dev.backout.testkit.prisma;

/// Backs a migration out of a database: the inverse is run, and Prisma no longer knows of it.
@FunctionalInterface
public interface PrismaBackOut {

    /// Backs out one applied migration.
    ///
    /// @param inverse SQL that undoes what the migration did
    void backOut(PrismaProject project, String migration, String inverse);
}
