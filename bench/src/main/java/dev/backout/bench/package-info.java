/// Never shipped: whole-command benchmarks and the harness over real histories.
package dev.backout.bench;
