package dev.backout.testkit.prisma;

/// How a command of Prisma ended.
///
/// @param exit the exit status
/// @param output what it printed, standard output first, then standard error
public record PrismaResult(int exit, String output) {}
