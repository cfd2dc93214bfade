package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A cluster's API, spoken to in JSON. A request that is not answered, or answered with a fault
/// that passes, is sent again within the time limit; what a request does is safe to be done twice.
///
/// For one thread at a time.
public final class Cluster implements AutoCloseable {
    /// The name under which a cluster notes that we changed a field.
    public static final String OURSELVES = "backout";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration LOG = Duration.ofSeconds(3);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Transport transport;
    private final String namespace;
    private final Duration pause;

    /// @param namespace of objects that say none
    /// @param pause between two looks at something that is waited for
    public Cluster(Transport transport, String namespace, Duration pause) {
        this.transport = transport;
        this.namespace = namespace;
        this.pause = pause;
    }

    /// Finds the cluster, as kubectl would; asks it nothing yet.
    ///
    /// @throws BackoutException `configuration-invalid`
    public static Cluster open(KubernetesSettings settings) {
        FabricTransport transport = FabricTransport.open(settings);
        String namespace =
                settings.namespace() == null ? transport.namespace() : settings.namespace();
        return new Cluster(
                transport, namespace == null ? "default" : namespace, Duration.ofMillis(500));
    }

    /// The namespace of objects that say none.
    public String namespace() {
        return namespace;
    }

    /// An object as it is now; null when there is none, nor such a kind.
    ///
    /// @throws BackoutException `rights-missing`, `cluster-unreachable`, `step-failed`
    public @Nullable ObjectNode get(ObjectRef ref, Deadline deadline) {
        Transport.Answer answer = send(Transport.Request.get(ref.path()), deadline);
        return answer.code() == NOT_FOUND
                ? null
                : object(insist(answer, "get", ref.kind(), ref.namespace()));
    }

    /// All objects of a kind; none where the cluster does not know the kind.
    ///
    /// @param where a namespace; empty for all of them
    /// @param selector of labels; empty for none
    public List<ObjectNode> list(
            ObjectKind kind, String where, String selector, Deadline deadline) {
        String query =
                selector.isEmpty()
                        ? ""
                        : "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
        Transport.Answer answer = send(Transport.Request.get(kind.path(where) + query), deadline);
        List<ObjectNode> objects = new ArrayList<>();
        if (answer.code() != NOT_FOUND) {
            for (JsonNode item : object(insist(answer, "list", kind, where)).path("items")) {
                objects.add((ObjectNode) item);
            }
        }
        return objects;
    }

    /// Changes an object, if nobody else did since it was read.
    ///
    /// @param was as it was read
    /// @param wanted as it has to be; only what differs is sent
    /// @return the object as it is then; null when somebody was faster, or it is gone: read it anew
    private @Nullable ObjectNode change(
            ObjectRef ref, ObjectNode was, ObjectNode wanted, Deadline deadline) {
        ArrayNode patch = JsonPatch.between(was, wanted);
        if (patch.isEmpty()) {
            return was;
        }
        JsonPatch.only(patch, was.path("metadata").path("resourceVersion").asText());
        Transport.Answer answer =
                send(
                        new Transport.Request(
                                "PATCH",
                                ref.path(),
                                "application/json-patch+json",
                                patch.toString()),
                        deadline);
        return answer.code() == CONFLICT || answer.code() == NOT_FOUND
                ? null
                : object(insist(answer, "patch", ref.kind(), ref.namespace()));
    }

    /// Changes an object until it is done: when somebody else changes it meanwhile, the change is
    /// made again to what they made of it.
    ///
    /// @param edit changes a copy of the object in place
    /// @return the object as it is then; null when there is none
    /// @throws BackoutException as [#get]
    public @Nullable ObjectNode change(
            ObjectRef ref, Consumer<ObjectNode> edit, Deadline deadline) {
        while (true) {
            ObjectNode was = get(ref, deadline);
            if (was == null) {
                return null;
            }
            ObjectNode wanted = was.deepCopy();
            edit.accept(wanted);
            ObjectNode now = change(ref, was, wanted, deadline);
            if (now != null) {
                return now;
            }
            if (!rest(deadline)) {
                throw BackoutException.of(
                        ErrorCode.STEP_FAILED,
                        "%s is changed by somebody else all the time: our change did not get in within %d s"
                                .formatted(ref.text(), deadline.limit().toSeconds()));
            }
        }
    }

    /// The end of what a container said; empty when nobody may see it, or its node is silent. It is
    /// asked for once: why something failed is told without it, too.
    public String log(String where, String pod, String container, boolean before) {
        String path =
                "%s/%s/log?container=%s&tailLines=20&limitBytes=8000%s"
                        .formatted(
                                ObjectKind.POD.path(where),
                                pod,
                                container,
                                before ? "&previous=true" : "");
        try {
            Transport.Answer answer = transport.send(Transport.Request.get(path), LOG);
            return answer.code() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// Refuses now what the cluster would refuse in the middle.
    ///
    /// @param name of one object; empty for all of the kind
    /// @throws BackoutException `rights-missing`
    public void insistOnRight(
            String verb, ObjectKind kind, String where, String name, Deadline deadline) {
        if (!may(verb, kind, where, name, deadline)) {
            throw BackoutException.of(
                    ErrorCode.RIGHTS_MISSING,
                    "the cluster does not let us %s %s"
                            .formatted(
                                    verb,
                                    name.isEmpty()
                                            ? "%s in namespace %s".formatted(kind.plural(), where)
                                            : new ObjectRef(kind, where, name).text()),
                    "nothing was changed; docs/kubernetes.md has the role that is needed");
        }
    }

    /// Whether we may do that. A cluster that does not say so is taken to allow it: it will say so
    /// when it is done.
    ///
    /// @param name of one object, since a role may name those it is for; empty for all of the kind
    public boolean may(String verb, ObjectKind kind, String where, String name, Deadline deadline) {
        ObjectNode review = JSON.createObjectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        review.putObject("spec")
                .putObject("resourceAttributes")
                .put("verb", verb)
                .put("group", kind.group())
                .put("resource", kind.plural())
                .put("namespace", where)
                .put("name", name);
        Transport.Answer answer =
                send(
                        new Transport.Request(
                                "POST",
                                "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                                "application/json",
                                review.toString()),
                        deadline);
        return answer.code() / 100 != 2
                || object(answer).path("status").path("allowed").asBoolean(true);
    }

    /// Whether the cluster has that kind of objects. Asked of what may not be installed: a role
    /// that says nothing of it would make the cluster refuse instead of saying that it has none.
    ///
    /// @throws BackoutException `pause-refused` when it has them in another version
    public boolean knows(ObjectKind kind, Deadline deadline) {
        String version = kind.path("").replaceAll("/[^/]*$", "");
        if (send(Transport.Request.get(version), deadline).code() != NOT_FOUND) {
            return true;
        }
        String group = version.replaceAll("/[^/]*$", "");
        if (send(Transport.Request.get(group), deadline).code() == NOT_FOUND) {
            return false;
        }
        throw BackoutException.of(
                ErrorCode.PAUSE_REFUSED,
                "the cluster has %s, but not in the version %s that Backout knows"
                        .formatted(kind.plural(), version.replaceAll(".*/", "")),
                "pause by a command, with an undo, in writes.pause");
    }

    /// Waits a little before the next look.
    ///
    /// @return whether there is time for one
    public boolean rest(Deadline deadline) {
        return sleep(pause, deadline);
    }

    /// The server's address, for messages.
    public String server() {
        return transport.server();
    }

    @Override
    public void close() {
        transport.close();
    }

    private Transport.Answer send(Transport.Request request, Deadline deadline) {
        Duration wait = pause;
        while (true) {
            String fault;
            try {
                Transport.Answer answer = transport.send(request, patience(deadline));
                if (!PASSING.contains(answer.code())) {
                    return answer;
                }
                fault = "it answers %d %s".formatted(answer.code(), message(answer));
            } catch (IOException e) {
                fault = String.valueOf(e.getMessage());
            }
            if (!sleep(wait, deadline)) {
                throw BackoutException.of(
                        ErrorCode.CLUSTER_UNREACHABLE,
                        "the API server %s gave no answer to %s %s within %d s: %s"
                                .formatted(
                                        server(),
                                        request.method(),
                                        request.path().replaceAll("\\?.*", ""),
                                        deadline.limit().toSeconds(),
                                        fault.strip()));
            }
            wait = wait.multipliedBy(2);
            wait = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
        }
    }

    /// The last look is no worse than the others: it tells why something is not done in time.
    private static Duration patience(Deadline deadline) {
        Duration left = deadline.left();
        if (left.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return left.compareTo(REQUEST) < 0 ? left : REQUEST;
    }

    private static boolean sleep(Duration time, Deadline deadline) {
        if (deadline.over()) {
            return false;
        }
        Duration left = deadline.left();
        try {
            Thread.sleep(left.compareTo(time) < 0 && !left.isNegative() ? left : time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackoutException.of(
                    ErrorCode.STEP_FAILED, "waiting for the cluster was interrupted");
        }
        return !deadline.over();
    }

    private Transport.Answer insist(
            Transport.Answer answer, String verb, ObjectKind kind, String where) {
        if (answer.code() / 100 == 2) {
            return answer;
        }
        String what =
                "%s %s%s"
                        .formatted(
                                verb,
                                kind.plural(),
                                where.isEmpty() ? "" : " in namespace " + where);
        if (answer.code() == 401 || answer.code() == 403) {
            throw BackoutException.of(
                    ErrorCode.RIGHTS_MISSING,
                    "the cluster does not let us %s: %s".formatted(what, message(answer)),
                    "docs/kubernetes.md has the role that is needed");
        }
        throw BackoutException.of(
                ErrorCode.STEP_FAILED,
                "the cluster refused to %s: %d %s".formatted(what, answer.code(), message(answer)));
    }

    private static String message(Transport.Answer answer) {
        try {
            String message = JSON.readTree(answer.body()).path("message").asText();
            return message.isEmpty() ? answer.body().strip() : message;
        } catch (JsonProcessingException e) {
            // A proxy in between says what it likes, in HTML mostly.
            return answer.body().lines().findFirst().orElse("").strip();
        }
    }

    private ObjectNode object(Transport.Answer answer) {
        try {
            if (JSON.readTree(answer.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw noApi(e);
        }
        throw noApi(null);
    }

    private BackoutException noApi(@Nullable Throwable cause) {
        return new BackoutException(
                ErrorCode.STEP_FAILED,
                "what answers at %s is no API server of Kubernetes".formatted(server()),
                List.of(),
                cause);
    }
}
