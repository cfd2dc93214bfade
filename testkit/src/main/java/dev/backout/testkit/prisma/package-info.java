/// The real Prisma CLI as the judge of what we think Prisma does.
@NullMarked
package dev.backout.testkit.prisma;

import org.jspecify.annotations.NullMarked;
