package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Kubernetes' controllers of deployments, as far as a test needs them: a replica set for each
/// template, pods, the status.
public final class TestControllers {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    private final TestCluster cluster;
    private final Set<String> broken = new HashSet<>();
    private final List<String> started = new ArrayList<>();
    private boolean asleep;
    private int pods;

    TestControllers(TestCluster cluster) {
        this.cluster = cluster;
    }

    /// Pods of that image never serve from now on.
    public void breaks(String image) {
        broken.add(image);
    }

    /// The controllers do nothing any more, or go on.
    public void sleep(boolean does) {
        asleep = does;
    }

    /// The images of all pods that were ever started, in order.
    public List<String> started() {
        return List.copyOf(started);
    }

    /// Everything that is to be done is done.
    public void settle() {
        while (act()) {
            // Each of them sees what the one before left.
        }
    }

    void turn() {
        if (!asleep) {
            act();
        }
    }

    /// One thing, somewhere.
    private boolean act() {
        return cluster.list(ObjectKind.DEPLOYMENT).stream().anyMatch(this::act);
    }

    private boolean act(ObjectNode deployment) {
        Workload workload = new Workload(deployment);
        String name = name(deployment);
        String hash = Integer.toHexString(workload.template().toString().hashCode());
        boolean paused = deployment.path("spec").path("paused").asBoolean();
        return (!paused && ensureRevision(deployment, name, hash))
                || (!paused && endOne(name, hash, workload.wanted()))
                || (!paused && startOne(deployment, name, hash, workload.wanted()))
                || report(deployment, name, hash);
    }

    private boolean ensureRevision(ObjectNode deployment, String name, String hash) {
        int newest = 0;
        JsonNode mine = null;
        for (ObjectNode set : cluster.list(ObjectKind.REPLICA_SET)) {
            if (set.path("metadata").path("name").asText().startsWith(name + "-")) {
                newest = Math.max(newest, revision(set));
                mine = name(set).equals(name + "-" + hash) ? set : mine;
            }
        }
        if (mine != null && revision(mine) == newest) {
            return false;
        }
        if (mine != null) {
            cluster.patch(
                    ObjectKind.REPLICA_SET,
                    name(mine),
                    "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}"
                            .formatted(REVISION, newest + 1));
            return true;
        }
        ObjectNode set = JSON.createObjectNode();
        ObjectNode metadata = set.putObject("metadata");
        metadata.put("name", name + "-" + hash).put("namespace", TestCluster.SHOP);
        metadata.putObject("annotations").put(REVISION, String.valueOf(newest + 1));
        metadata.set(
                "labels", deployment.path("spec").path("selector").path("matchLabels").deepCopy());
        metadata.putArray("ownerReferences")
                .addObject()
                .put("kind", "Deployment")
                .put("name", name)
                .put("controller", true)
                .put("uid", deployment.path("metadata").path("uid").asText());
        ObjectNode template = new Workload(deployment).template().deepCopy();
        template.withObject("metadata").withObject("labels").put(HASH, hash);
        set.putObject("spec").set("template", template);
        cluster.add(ObjectKind.REPLICA_SET, set.toString());
        return true;
    }

    /// The first pod that is one too many, or not of this template.
    private boolean endOne(String name, String hash, int wanted) {
        int kept = 0;
        for (ObjectNode pod : pods(name)) {
            if (hash.equals(label(pod, HASH)) && kept < wanted) {
                kept++;
            } else {
                cluster.delete(ObjectKind.POD, name(pod));
                return true;
            }
        }
        return false;
    }

    private boolean startOne(ObjectNode deployment, String name, String hash, int wanted) {
        if (pods(name).size() >= wanted) {
            return false;
        }
        JsonNode template = new Workload(deployment).template();
        String image = template.path("spec").path("containers").path(0).path("image").asText();
        ObjectNode pod = JSON.createObjectNode();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.put("name", name + "-" + ++pods).put("namespace", TestCluster.SHOP);
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        metadata.withObject("labels").put(HASH, hash);
        pod.set("spec", template.path("spec").deepCopy());
        cluster.add(ObjectKind.POD, pod.toString());
        ObjectNode status = JSON.createObjectNode().put("phase", "Running");
        ArrayNode containers = status.putArray("containerStatuses");
        ObjectNode container = containers.addObject().put("name", "app");
        if (broken.contains(image)) {
            container
                    .put("restartCount", 0)
                    .putObject("state")
                    .putObject("waiting")
                    .put("reason", "ImagePullBackOff")
                    .put("message", "Back-off pulling image " + image);
        }
        cluster.status(ObjectKind.POD, name + "-" + pods, status);
        started.add(image);
        return true;
    }

    private boolean report(ObjectNode deployment, String name, String hash) {
        List<ObjectNode> pods = pods(name);
        long serve =
                pods.stream()
                        .filter(pod ->
                                !broken.contains(
                                        pod.path("spec")
                                                .path("containers")
                                                .path(0)
                                                .path("image")
                                                .asText()))
                        .count();
        ObjectNode status =
                JSON.createObjectNode()
                        .put("replicas", pods.size())
                        .put(
                                "updatedReplicas",
                                pods.stream().filter(pod -> hash.equals(label(pod, HASH))).count())
                        .put("availableReplicas", serve);
        long generation = deployment.path("metadata").path("generation").asLong();
        JsonNode before = deployment.path("status");
        if (Fields.fits(status, before)
                && before.path("observedGeneration").asLong() >= generation) {
            return false;
        }
        status.put("observedGeneration", generation);
        cluster.status(ObjectKind.DEPLOYMENT, name, status);
        return true;
    }

    private List<ObjectNode> pods(String name) {
        return cluster.list(ObjectKind.POD).stream()
                .filter(pod -> name.equals(label(pod, "app")))
                .toList();
    }

    private static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asText();
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static int revision(JsonNode set) {
        return set.path("metadata").path("annotations").path(REVISION).asInt();
    }
}
