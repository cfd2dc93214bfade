/// The judge that is not ours: `pg_dump -s` before and after, compared object by object.
@NullMarked
package dev.backout.testkit.pgdump;

import org.jspecify.annotations.NullMarked;
