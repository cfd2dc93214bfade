package dev.backout.run;

/// The same on the oldest server.
class OldestRunnerTest extends RunnerTest {
    @Override
    int major() {
        return 14;
    }
}
