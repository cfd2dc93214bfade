/// Letting workers go on, step by step.
package dev.backout.integration.kubernetes.worker;
