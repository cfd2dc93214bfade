package dev.backout.plan;

/// Plans on the oldest server.
class OldestPlannerTest extends PlannerTest {
    @Override
    int major() {
        return 14;
    }
}
