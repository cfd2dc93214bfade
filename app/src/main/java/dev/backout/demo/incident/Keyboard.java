package dev.backout.demo.incident;

/// What people typed, counted.
///
/// @param commands lines at a prompt
/// @param confirmations answers to a question
/// @param keys pressed for both, Enter included
public record Keyboard(int commands, int confirmations, int keys) {
    /// Nothing yet.
    static final Keyboard NOTHING = new Keyboard(0, 0, 0);

    Keyboard command(String line) {
        return new Keyboard(commands + 1, confirmations, keys + line.length() + 1);
    }

    Keyboard confirmation(String answer) {
        return new Keyboard(commands, confirmations + 1, keys + answer.length() + 1);
    }
}
