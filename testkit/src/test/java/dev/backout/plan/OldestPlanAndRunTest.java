package dev.backout.plan;

/// The same on the oldest server.
class OldestPlanAndRunTest extends PlanAndRunTest {
    @Override
    int major() {
        return 14;
    }
}
