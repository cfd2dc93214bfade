/// Judges the inverses of whole real histories by pg_dump. It shares no code with the product: it
/// has its own server, sends files as Prisma does, and reads the product's answers from its JSON.
@NullMarked
package dev.backout.testkit.corpus;

import org.jspecify.annotations.NullMarked;
