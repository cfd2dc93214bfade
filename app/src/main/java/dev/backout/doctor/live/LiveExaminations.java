package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.migration.MigrationDirectory;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Future;

/// Everything that is examined of a live database.
public final class LiveExaminations {
    private LiveExaminations() {}

    /// What matters in the first minutes of an incident, quickly read.
    public static List<Examination> urgent(LiveDatabase live) {
        return List.of(new Replicas(live), new PreparedTransactions(live));
    }

    /// The examinations, to be carried out by one thread, one after the other.
    ///
    /// @param directory the project's migrations, or null when they cannot be read
    /// @param scratch the scratch server that will be there, or fail to be
    public static List<Examination> of(
            LiveDatabase live,
            @Nullable MigrationDirectory directory,
            Future<ScratchServer> scratch) {
        return List.of(
                new SessionFacts(live),
                new TimeZone(live),
                new Identity(live),
                new ServerState(live),
                new Room(live),
                new Deployments(live),
                new LongTransactions(live),
                new PreparedTransactions(live),
                new Replicas(live),
                new ReplicationSlots(live),
                new LogicalReplication(live),
                new Ownership(live),
                new HistoryRights(live),
                new RecordRights(live),
                new ActivityRights(live),
                new HistoryHealth(live, directory),
                new Records(live),
                new InvalidIndexes(live),
                new UnvalidatedConstraints(live),
                new DisabledTriggers(live),
                new EventTriggers(live),
                new Sequences(live),
                new LiveExtensions(live, scratch));
    }
}
