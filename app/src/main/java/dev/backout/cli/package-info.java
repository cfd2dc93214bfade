/// The command line: a class per command, and the one place that turns failures into answers.
package dev.backout.cli;
