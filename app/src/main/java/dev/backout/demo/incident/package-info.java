/// The demonstration of an incident from the bad deployment to the report: what people type, what
/// those who order in the shop notice, and what is counted in the end.
@NullMarked
package dev.backout.demo.incident;

import org.jspecify.annotations.NullMarked;
