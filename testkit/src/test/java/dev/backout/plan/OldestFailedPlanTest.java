package dev.backout.plan;

/// The same on the oldest server.
class OldestFailedPlanTest extends FailedPlanTest {
    @Override
    int major() {
        return 14;
    }
}
