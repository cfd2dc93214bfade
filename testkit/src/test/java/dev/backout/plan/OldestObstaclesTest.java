package dev.backout.plan;

/// Counts on the oldest server.
class OldestObstaclesTest extends ObstaclesTest {
    @Override
    int major() {
        return 14;
    }
}
