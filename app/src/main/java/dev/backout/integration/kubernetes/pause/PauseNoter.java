package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectName;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads from a cluster what a pause would change, and changes nothing.
final class PauseNoter {
    static final List<String> REPLICAS = List.of("spec", "replicas");
    private static final List<String> SUSPENDED = List.of("spec", "suspend");
    private static final List<String> HISTORY = List.of("spec", "revisionHistoryLimit");
    private static final int REVISIONS = 10;

    private final Cluster cluster;
    private final Deadline deadline;
    private final Map<ObjectRef, Turn> turns = new LinkedHashMap<>();
    private final Map<ObjectRef, ObjectNode> read = new LinkedHashMap<>();

    PauseNoter(Cluster cluster, Deadline deadline) {
        this.cluster = cluster;
        this.deadline = deadline;
    }

    void note(PauseEntry entry) {
        switch (entry) {
            case PauseEntry.Env env -> env.workloads().forEach(one -> noteEnv(env, one));
            case PauseEntry.Scale scale -> scale.workloads().forEach(this::noteScale);
            case PauseEntry.Suspend suspend ->
                    suspend.cronJobs().forEach(one -> noteSuspend(one, suspend.awaitJobs()));
        }
    }

    /// In the order in which they are turned.
    List<Turn> turns() {
        return List.copyOf(turns.values());
    }

    private void noteEnv(PauseEntry.Env env, ObjectName named) {
        ObjectRef ref = named.in(cluster);
        ObjectNode object = object(named);
        insistOnRolling(ref, object);
        List<Setting> settings = new ArrayList<>();
        for (String container : containers(ref, new Workload(object), env.containers())) {
            env.variables()
                    .forEach((name, value) ->
                            settings.add(
                                    Setting.now(
                                            object,
                                            variable(container, name),
                                            entry(name, value))));
        }
        keepRevisions(ref, object, settings);
        add(ref, object, true, settings);
    }

    private void noteScale(ObjectName named) {
        ObjectRef ref = named.in(cluster);
        ObjectNode object = object(named);
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.now(object, REPLICAS, JsonNodeFactory.instance.numberNode(0)));
        keepRevisions(ref, object, settings);
        add(ref, object, true, settings);
    }

    private void noteSuspend(ObjectName named, boolean awaited) {
        ObjectRef ref = named.in(cluster);
        ObjectNode object = object(named);
        Setting setting =
                Setting.now(object, SUSPENDED, JsonNodeFactory.instance.booleanNode(true));
        add(ref, object, awaited, List.of(setting));
    }

    /// A template that changes makes a revision: the one to go back to must not fall off the end.
    private static void keepRevisions(ObjectRef ref, ObjectNode object, List<Setting> settings) {
        if (ref.kind() == ObjectKind.DEPLOYMENT
                && object.path("spec").path("revisionHistoryLimit").asInt(REVISIONS) < REVISIONS) {
            settings.add(
                    Setting.now(object, HISTORY, JsonNodeFactory.instance.numberNode(REVISIONS)));
        }
    }

    /// Whoever would change it back comes before it.
    private void add(ObjectRef ref, ObjectNode object, boolean awaited, List<Setting> settings) {
        boolean replicas = settings.stream().anyMatch(one -> one.path().equals(REPLICAS));
        for (Controllers.Resting one :
                new Controllers(cluster, deadline).of(ref, object, replicas)) {
            put(one.ref(), one.object(), true, one.settings());
        }
        put(ref, object, awaited, settings);
    }

    /// Several entries may speak of one object.
    private void put(ObjectRef ref, ObjectNode object, boolean awaited, List<Setting> settings) {
        if (!turns.containsKey(ref)
                && !cluster.may("patch", ref.kind(), ref.namespace(), deadline)) {
            throw BackoutException.of(
                    ErrorCode.RIGHTS_MISSING,
                    "the cluster does not let us patch %s".formatted(ref.text()),
                    "nothing was changed; docs/kubernetes.md has the role that is needed");
        }
        List<Setting> all = new ArrayList<>();
        Turn there = turns.get(ref);
        if (there != null) {
            all.addAll(there.settings());
        }
        settings.stream()
                .filter(one -> all.stream().noneMatch(known -> known.path().equals(one.path())))
                .forEach(all::add);
        turns.put(ref, new Turn(ref, Turning.uid(object), awaited, all));
    }

    private static List<String> containers(ObjectRef ref, Workload workload, List<String> wanted) {
        for (String name : wanted) {
            if (!workload.containers().contains(name)) {
                throw BackoutException.of(
                        ErrorCode.CONFIGURATION_INVALID,
                        "%s has no container %s".formatted(ref.text(), name),
                        "it has: " + String.join(", ", workload.containers()));
            }
        }
        return wanted.isEmpty() ? workload.containers() : wanted;
    }

    private static void insistOnRolling(ObjectRef ref, ObjectNode object) {
        if (object.path("spec").path("paused").asBoolean()) {
            throw BackoutException.of(
                    ErrorCode.PAUSE_REFUSED,
                    "the rollout of %s is paused, so a variable would reach no pod"
                            .formatted(ref.text()),
                    "kubectl rollout resume deployment/%s -n %s, or scale it to zero instead"
                            .formatted(ref.name(), ref.namespace()));
        }
        if (object.path("spec").path("updateStrategy").path("type").asText().equals("OnDelete")) {
            throw BackoutException.of(
                    ErrorCode.PAUSE_REFUSED,
                    "%s changes its pods only when they are deleted, so a variable would reach none"
                            .formatted(ref.text()),
                    "scale it to zero instead");
        }
    }

    private ObjectNode object(ObjectName name) {
        ObjectRef ref = name.in(cluster);
        ObjectNode known = read.get(ref);
        if (known == null) {
            known = name.read(cluster, deadline);
            read.put(ref, known);
        }
        return known;
    }

    static List<String> variable(String container, String variable) {
        return List.of("spec", "template", "spec", "containers", container, "env", variable);
    }

    static JsonNode entry(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }
}
