/// Who is to be called about a table: the `owners` block of `backout.yaml`.
package dev.backout.owners;
