package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/// fabric8's API server for tests, which keeps objects and refuses changes of old versions, with
/// the controllers that a cluster has. The controllers do one thing after each request, so that
/// every state in between is seen, and the same ones every time.
public final class TestCluster implements AutoCloseable {
    /// The namespace of the application.
    public static final String SHOP = "shop";

    private static final JsonMapper JSON = new JsonMapper();
    // Kept here: loggers that nobody holds forget their level.
    private static final Logger LOGGER = Logger.getLogger("io.fabric8.mockwebserver");

    private final KubernetesMockServer server;
    private final Path kubeconfig;
    private final Transport direct;
    private final TestControllers controllers;
    private UnaryOperator<Transport> between = UnaryOperator.identity();

    public TestCluster() {
        LOGGER.setLevel(Level.OFF);
        server =
                new KubernetesMockServer(
                        new Context(new ObjectMapper()),
                        new MockWebServer(),
                        new HashMap<>(),
                        new KubernetesCrudDispatcher(),
                        false);
        server.init();
        try {
            kubeconfig = Files.createTempFile("kubeconfig", ".yaml");
            Files.writeString(
                    kubeconfig,
                    """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    contexts:
                    - name: test
                      context: {cluster: test, user: test, namespace: shop}
                    clusters:
                    - name: test
                      cluster: {server: "%s"}
                    users:
                    - name: test
                      user: {token: a-token}
                    """
                            .formatted(server.url("/")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        direct = FabricTransport.open(settings());
        controllers = new TestControllers(this);
    }

    /// The settings that lead there.
    public KubernetesSettings settings() {
        return new KubernetesSettings("test", null, kubeconfig);
    }

    /// Puts something between the client and the server from now on.
    public void between(UnaryOperator<Transport> other) {
        between = other;
    }

    /// Does something with a client on which that happens at one request.
    ///
    /// @param at which request, counted from 1
    /// @return whether the process died; not when there were fewer requests
    public boolean dies(int at, Disturbed.What what, Runnable work) {
        between(wire -> new Disturbed(wire, count -> count == at, what));
        try {
            work.run();
            return false;
        } catch (Disturbed.Died e) {
            return true;
        } finally {
            between(UnaryOperator.identity());
        }
    }

    /// A client as the product has it, but quick in looking again.
    public Cluster open() {
        return new Cluster(between.apply(new Turned(direct)), SHOP, Duration.ofMillis(1));
    }

    /// What the controllers are to do.
    public TestControllers controllers() {
        return controllers;
    }

    /// Adds an object.
    public void add(ObjectKind kind, String json) {
        ObjectNode object = json(json);
        object.put("apiVersion", kind.path("").replaceAll("^apis?/|/[^/]*$", ""));
        object.put("kind", kind.type());
        ask("POST", kind.path(object.path("metadata").path("namespace").asText(SHOP)), object);
    }

    /// A deployment that is rolled out, with as many pods as it wants.
    public void deployment(String name, String image, int replicas) {
        add(
                ObjectKind.DEPLOYMENT,
                """
                {"metadata": {"name": "%1$s", "namespace": "shop"},
                 "spec": {"replicas": %3$d, "selector": {"matchLabels": {"app": "%1$s"}},
                  "template": {"metadata": {"labels": {"app": "%1$s"}},
                   "spec": {"containers": [{"name": "app", "image": "%2$s",
                    "env": [{"name": "PORT", "value": "80"}]}]}}}}
                """
                        .formatted(name, image, replicas));
        controllers.settle();
    }

    /// An object as it is now; null when there is none.
    public @Nullable ObjectNode find(ObjectKind kind, String name) {
        try {
            Transport.Answer answer =
                    direct.send(
                            Transport.Request.get(kind.path(SHOP) + "/" + name),
                            Duration.ofSeconds(5));
            return answer.code() == 404 ? null : json(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An object that has to be there, without what a server counts.
    public ObjectNode get(ObjectKind kind, String name) {
        ObjectNode object = find(kind, name);
        if (object == null) {
            throw new AssertionError("there is no " + kind + " " + name);
        }
        return object;
    }

    /// What of an object is ours to change: all but what a server counts and controllers report.
    public ObjectNode plain(ObjectKind kind, String name) {
        ObjectNode object = get(kind, name);
        object.remove("status");
        object.withObject("metadata").remove(List.of("resourceVersion", "generation"));
        if (object.path("metadata").path("annotations").isEmpty()) {
            object.withObject("metadata").remove("annotations");
        }
        object.withObject("metadata")
                .withObject("annotations")
                .remove("deployment.kubernetes.io/revision");
        return object;
    }

    /// Changes an object as somebody else would.
    public void patch(ObjectKind kind, String name, String mergePatch) {
        ask("PATCH", kind.path(SHOP) + "/" + name, json(mergePatch));
    }

    /// Replaces a text in an object as somebody else would.
    public void replace(ObjectKind kind, String name, String was, String is) {
        ask(
                "PUT",
                kind.path(SHOP) + "/" + name,
                json(get(kind, name).toString().replace("\"" + was + "\"", "\"" + is + "\"")));
    }

    /// A job comes to its end.
    public void end(String job) {
        status(
                ObjectKind.JOB,
                job,
                json("{\"conditions\": [{\"type\": \"Complete\", \"status\": \"True\"}]}"));
    }

    List<ObjectNode> list(ObjectKind kind) {
        List<ObjectNode> items = new ArrayList<>();
        json(ask("GET", kind.path(SHOP), null))
                .path("items")
                .forEach(one -> items.add((ObjectNode) one));
        return items;
    }

    void delete(ObjectKind kind, String name) {
        ask("DELETE", kind.path(SHOP) + "/" + name, JSON.createObjectNode());
    }

    void status(ObjectKind kind, String name, ObjectNode status) {
        ObjectNode patch = JSON.createObjectNode();
        patch.set("status", status);
        ask("PATCH", kind.path(SHOP) + "/" + name + "/status", patch);
    }

    String ask(String method, String path, @Nullable ObjectNode body) {
        try {
            Transport.Answer answer =
                    direct.send(
                            new Transport.Request(
                                    method,
                                    path,
                                    body == null
                                            ? ""
                                            : method.equals("PATCH")
                                                    ? "application/merge-patch+json"
                                                    : "application/json",
                                    body == null ? "" : body.toString()),
                            Duration.ofSeconds(5));
            if (answer.code() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        direct.close();
        server.destroy();
        try {
            Files.delete(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After each request the controllers do a thing.
    private final class Turned implements Transport {
        private final Transport wire;

        Turned(Transport wire) {
            this.wire = wire;
        }

        @Override
        public Answer send(Request request, Duration patience) throws IOException {
            Answer answer = wire.send(request, patience);
            controllers.turn();
            return answer;
        }

        @Override
        public String server() {
            return wire.server();
        }

        /// All clients share one, since making one takes its time.
        @Override
        public void close() {}
    }
}
