package dev.backout.cli;

/// The entry point of the command line.
public final class Backout {
    private Backout() {}

    /// Runs one command and ends the process with its exit status.
    public static void main(String... args) {
        System.out.println("backout " + args.length);
    }
}
