package dev.backout.integration.kubernetes.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.Fields;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Rollout;
import dev.backout.integration.kubernetes.Workload;
import dev.backout.integration.kubernetes.pause.Beneath;
import dev.backout.journal.Step;
import dev.backout.run.Diary;
import dev.backout.run.OutsideWork;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/// The step of a run that puts a deployment's pod template back. What pauses writes stays on it: a
/// variable that was set is set on the old template too, and what is at zero stays at zero.
///
/// @param clusters opens the cluster, when it is needed
public record ReleaseWork(Supplier<Cluster> clusters) implements OutsideWork {
    private static final String KIND = "kubernetes-release";
    private static final List<String> TEMPLATE = List.of("spec", "template");

    /// Notes the revisions and makes the step.
    ///
    /// @throws BackoutException `configuration-invalid` when there is nothing to go back to;
    ///   `pause-refused` when somebody would bring the bad release back; `rights-missing`,
    ///   `cluster-unreachable`; nothing was touched
    public static Step.Outside step(Cluster cluster, KubernetesRelease release) {
        Deadline deadline = Deadline.ofLook(release.timeout());
        ObjectRef ref = release.deployment().in(cluster);
        ObjectNode deployment = release.deployment().read(cluster, deadline);
        insistOnRights(cluster, ref, deadline);
        insistOnRolling(ref, deployment);
        Beneath.insistOnNoKeeper(cluster, ref, deployment, deadline);
        Revisions revisions = Revisions.read(cluster, ref, deployment, deadline);
        Revision target = revisions.target(release.to(), release.container());
        String container = target == null ? container(ref, deployment, release) : "";
        return new Step.Outside(
                KIND,
                "put %s back to %s"
                        .formatted(
                                ref.text(),
                                target == null ? "image " + release.to() : target.text()),
                new ReleaseArguments(
                                release.timeout(),
                                ref,
                                deployment.path("metadata").path("uid").asText(),
                                revisions.today().name(),
                                target == null ? "" : target.name(),
                                container,
                                target == null ? String.valueOf(release.to()) : "")
                        .texts());
    }

    /// All that putting it back takes, and putting back what was there.
    private static void insistOnRights(Cluster cluster, ObjectRef ref, Deadline deadline) {
        cluster.insistOnRight("patch", ref.kind(), ref.namespace(), ref.name(), deadline);
        cluster.insistOnRight("get", ObjectKind.REPLICA_SET, ref.namespace(), "", deadline);
        cluster.insistOnRight("list", ObjectKind.POD, ref.namespace(), "", deadline);
    }

    private static void insistOnRolling(ObjectRef ref, ObjectNode deployment) {
        if (deployment.path("spec").path("paused").asBoolean()) {
            throw BackoutException.of(
                    ErrorCode.PAUSE_REFUSED,
                    "the rollout of %s is paused, so the old release would reach no pod"
                            .formatted(ref.text()),
                    "kubectl rollout resume deployment/%s -n %s"
                            .formatted(ref.name(), ref.namespace()));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String perform(Step.Outside step, String run, Diary diary) {
        ReleaseArguments noted = ReleaseArguments.of(step.arguments());
        Deadline deadline = Deadline.in(noted.timeout());
        try (Cluster cluster = clusters.get()) {
            JsonNode template =
                    noted.target().isEmpty()
                            ? null
                            : template(cluster, noted, noted.target(), deadline);
            change(cluster, noted, template, deadline);
            return new Rollout(cluster)
                    .await(noted.deployment(), Rollout.Goal.READY, deadline, diary::progress);
        }
    }

    @Override
    public Undone undo(Step.Outside step, String run) {
        ReleaseArguments noted = ReleaseArguments.of(step.arguments());
        Deadline deadline = Deadline.in(noted.timeout());
        try (Cluster cluster = clusters.get()) {
            change(cluster, noted, template(cluster, noted, noted.today(), deadline), deadline);
            return new Undone(
                    true,
                    "%s has the template of %s again"
                            .formatted(noted.deployment().text(), noted.today()));
        }
    }

    /// @param template the whole template; null: the image alone
    private static void change(
            Cluster cluster,
            ReleaseArguments noted,
            @Nullable JsonNode template,
            Deadline deadline) {
        ObjectNode now =
                cluster.change(
                        noted.deployment(),
                        object -> {
                            insistOnIdentity(noted, object);
                            Beneath.pause(object, one -> edit(noted, template, one));
                        },
                        deadline);
        if (now == null) {
            throw gone(noted.deployment().text());
        }
    }

    private static void edit(
            ReleaseArguments noted, @Nullable JsonNode template, ObjectNode object) {
        if (template == null) {
            Fields.put(
                    object,
                    List.of("spec", "template", "spec", "containers", noted.container(), "image"),
                    Fields.text(noted.image()));
        } else {
            Fields.put(object, TEMPLATE, template);
        }
    }

    private static JsonNode template(
            Cluster cluster, ReleaseArguments noted, String set, Deadline deadline) {
        ObjectRef ref = new ObjectRef(ObjectKind.REPLICA_SET, noted.deployment().namespace(), set);
        ObjectNode object = cluster.get(ref, deadline);
        if (object == null) {
            throw gone(ref.text() + ", which keeps the template to go back to,");
        }
        return new Revision(object).template();
    }

    private static void insistOnIdentity(ReleaseArguments noted, ObjectNode object) {
        if (!object.path("metadata").path("uid").asText().equals(noted.uid())) {
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED,
                    "%s is not the one that was noted: it was made anew since, or this is another cluster"
                            .formatted(noted.deployment().text()));
        }
    }

    private static String container(
            ObjectRef ref, ObjectNode deployment, KubernetesRelease release) {
        List<String> containers = new Workload(deployment).containers();
        String named = release.container();
        if (named != null ? !containers.contains(named) : containers.size() != 1) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "which container of %s gets the image %s has to be said"
                            .formatted(ref.text(), release.to()),
                    "container: is one of " + String.join(", ", containers));
        }
        return named == null ? containers.getFirst() : named;
    }

    private static BackoutException gone(String what) {
        return BackoutException.of(ErrorCode.STEP_FAILED, what + " is gone");
    }
}
