package dev.backout.plan;

/// Plans on drifted schemas on the oldest server.
class OldestPlannerDriftTest extends PlannerDriftTest {
    @Override
    int major() {
        return 14;
    }
}
