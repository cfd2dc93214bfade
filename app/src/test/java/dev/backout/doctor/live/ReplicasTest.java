package dev.backout.doctor.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.util.List;

/// What follows from the rows of `pg_stat_replication`; the query itself runs on real servers,
/// which have no standby here.
class ReplicasTest {
    private static final Replicas.Replica NEAR =
            new Replicas.Replica("near", "streaming", "sync", 0.2, 4096L);
    private static final Replicas.Replica FAR =
            new Replicas.Replica("far", "streaming", "async", 93.0, 5L << 30);

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aServerWithoutReplicasIsFine(int major) throws SQLException {
        try (Clinic clinic = Clinic.open(major)) {
            assertThat(clinic.examine(Replicas::new))
                    .containsExactly(Finding.ok(Topic.REPLICAS, "nobody replicates this server"));
            assertThat(clinic.examine(clinic.guest(), Replicas::new))
                    .containsExactly(Finding.ok(Topic.REPLICAS, "nobody replicates this server"));
        }
    }

    @Test
    void lagIsToldInSecondsAndBytes() {
        List<Finding> found = Replicas.findings(List.of(NEAR, FAR), "", true, "ann");
        assertThat(Clinic.one(found, Topic.REPLICAS, Severity.OK).title())
                .isEqualTo("near, streaming, 0.2 s behind, 4 kB to replay");
        assertThat(Clinic.one(found, Topic.REPLICAS, Severity.WARNING).title())
                .isEqualTo("far, streaming, 93.0 s behind, 5.0 GB to replay");
    }

    @Test
    void whatARoleMayNotSeeIsSaid() {
        Replicas.Replica hidden = new Replicas.Replica("x", null, null, null, null);
        Finding found = Replicas.findings(List.of(hidden), "", false, "Ann").getFirst();
        assertThat(found.severity()).isEqualTo(Severity.NOTE);
        assertThat(found.title()).endsWith("how far behind is not visible to role Ann");
        assertThat(found.remedy()).isEqualTo("GRANT pg_monitor TO \"Ann\";");
    }

    @Test
    void aMissingSynchronousStandbyStopsEveryCommit() {
        List<Finding> without = Replicas.findings(List.of(FAR), "near", true, "ann");
        assertThat(Clinic.one(without, Topic.SYNCHRONOUS_STANDBY, Severity.PROBLEM).title())
                .isEqualTo("commits wait for near, and none of them is connected");
        List<Finding> with = Replicas.findings(List.of(NEAR), "near", true, "ann");
        assertThat(Clinic.one(with, Topic.SYNCHRONOUS_STANDBY, Severity.OK)).isNotNull();
    }
}
