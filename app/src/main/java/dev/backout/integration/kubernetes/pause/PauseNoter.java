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
        new Reach(cluster, deadline).insist(ref, object);
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
        Setting more = Setting.now(object, HISTORY, JsonNodeFactory.instance.numberNode(REVISIONS));
        if (ref.kind() == ObjectKind.DEPLOYMENT && more.number(REVISIONS) < REVISIONS) {
            settings.add(more);
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
        if (!turns.containsKey(ref)) {
            insistOnRights(ref);
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

    /// All that pausing it takes, and giving it back.
    private void insistOnRights(ObjectRef ref) {
        for (String verb : List.of("get", "patch")) {
            cluster.insistOnRight(verb, ref.kind(), ref.namespace(), ref.name(), deadline);
        }
        switch (ref.kind()) {
            case DEPLOYMENT, STATEFUL_SET -> insistOnList(ObjectKind.POD, ref);
            case CRON_JOB -> insistOnList(ObjectKind.JOB, ref);
            case REPLICA_SET,
                    JOB,
                    POD,
                    AUTOSCALER,
                    SCALED_OBJECT,
                    APPLICATION,
                    APPLICATION_SET,
                    KUSTOMIZATION,
                    HELM_RELEASE -> {}
        }
    }

    private void insistOnList(ObjectKind kind, ObjectRef beside) {
        cluster.insistOnRight("list", kind, beside.namespace(), "", deadline);
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

    /// As a server answers it, which leaves out a value that is empty.
    static JsonNode entry(String name, String value) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", name);
        return value.isEmpty() ? entry : entry.put("value", value);
    }
}
