/// Prisma's own command line, where a project has it.
package dev.backout.integration.prisma;
