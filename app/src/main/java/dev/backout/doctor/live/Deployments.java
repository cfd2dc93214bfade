package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;

import java.util.List;

/// Whether a deployment of the migration tool is under way, or left its lock behind.
record Deployments(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.DEPLOYMENT;
    }

    @Override
    public List<Finding> examine() {
        List<String> holders = live.tool().lockHolders(live.connection());
        if (holders.isEmpty()) {
            return List.of(Finding.ok(Topic.DEPLOYMENT, "nobody holds the migration tool's lock"));
        }
        return List.of(
                Finding.problem(
                                Topic.DEPLOYMENT,
                                "the migration tool's lock is held by "
                                        + String.join(", ", holders),
                                "wait for the deployment to end; when there is none: SELECT"
                                        + " pg_terminate_backend(PID);")
                        .with("a run waits for it, and gives up in the end"));
    }
}
