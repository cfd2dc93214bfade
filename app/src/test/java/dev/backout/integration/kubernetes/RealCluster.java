package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A cluster that is at hand, with its own controllers: a namespace of ours in it, which goes in
/// the end, and an account in that with exactly the rights that docs/kubernetes.md asks for.
final class RealCluster implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PAGE =
            Path.of(System.getProperty("backout.root", ".."), "docs", "kubernetes.md");

    private final String namespace = "backout-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final Transport admin;
    private final Path accountConfig;
    private final List<String> made = new ArrayList<>();
    private UnaryOperator<Transport> between = UnaryOperator.identity();

    /// @param kubeconfig of somebody who may do everything
    RealCluster(Path kubeconfig) throws IOException {
        admin = FabricTransport.open(new KubernetesSettings(null, null, kubeconfig));
        make("api/v1/namespaces", "{\"metadata\": {\"name\": \"%s\"}}".formatted(namespace));
        make(in("api/v1", "serviceaccounts"), "{\"metadata\": {\"name\": \"backout\"}}");
        for (ObjectNode role : documentedRoles()) {
            bind(role);
        }
        accountConfig = Files.createTempFile("kubeconfig", ".yaml");
        Files.writeString(accountConfig, accountConfig(kubeconfig));
    }

    /// The settings that lead there, as the account with the documented rights.
    KubernetesSettings settings() {
        return new KubernetesSettings(null, namespace, accountConfig);
    }

    /// A client as the product has it, of that account.
    Cluster open() {
        return new Cluster(
                between.apply(FabricTransport.open(settings())), namespace, Duration.ofMillis(200));
    }

    /// Puts something between the client and the server from now on.
    void between(UnaryOperator<Transport> other) {
        between = other;
    }

    String namespace() {
        return namespace;
    }

    /// Adds an object.
    void add(ObjectKind kind, String name, String json) {
        ObjectNode object = json(json);
        object.withObject("metadata").put("name", name);
        make(kind.path(namespace), object.toString());
    }

    /// An object as it is now.
    ObjectNode get(ObjectKind kind, String name) {
        return json(ask("GET", kind.path(namespace) + "/" + name, "", ""));
    }

    /// What of an object is anybody's to change: all but what a server counts and controllers
    /// report.
    ObjectNode plain(ObjectKind kind, String name) {
        ObjectNode object = get(kind, name);
        object.remove("status");
        ObjectNode metadata = object.withObject("metadata");
        metadata.remove(List.of("resourceVersion", "generation", "managedFields"));
        metadata.withObject("annotations").remove("deployment.kubernetes.io/revision");
        return object;
    }

    /// Changes an object as somebody else would.
    void patch(ObjectKind kind, String name, String mergePatch) {
        ask(
                "PATCH",
                kind.path(namespace) + "/" + name,
                "application/merge-patch+json",
                json(mergePatch).toString());
    }

    /// Waits until the controllers have done what they have to.
    void await(BooleanSupplier done) {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!done.getAsBoolean()) {
            if (deadline.over()) {
                throw new AssertionError("the cluster did not get there");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /// Waits until all pods of a workload are new and serve.
    void awaitRollout(ObjectKind kind, String name) {
        try (Cluster cluster = open()) {
            new Rollout(cluster)
                    .await(
                            new ObjectRef(kind, namespace, name),
                            Rollout.Goal.READY,
                            Deadline.in(PATIENCE),
                            _ -> {});
        }
    }

    /// The rights of the documented roles in our namespace, one line each.
    List<Right> rights() {
        List<Right> rights = new ArrayList<>();
        for (JsonNode rule : role().path("rules")) {
            for (JsonNode resource : rule.path("resources")) {
                rule.path("verbs")
                        .forEach(verb -> rights.add(new Right(resource.asText(), verb.asText())));
            }
        }
        return rights;
    }

    /// A verb on a kind of objects.
    record Right(String resource, String verb) {}

    /// Does something while the account lacks a right.
    void without(Right right, Consumer<Right> work) {
        ObjectNode whole = role();
        ObjectNode less = whole.deepCopy();
        ArrayNode rules = less.putArray("rules");
        for (JsonNode rule : whole.path("rules")) {
            for (JsonNode resource : rule.path("resources")) {
                ObjectNode one = rule.deepCopy();
                one.putArray("resources").add(resource);
                ArrayNode verbs = one.putArray("verbs");
                rule.path("verbs")
                        .forEach(verb -> {
                            if (!right.equals(new Right(resource.asText(), verb.asText()))) {
                                verbs.add(verb);
                            }
                        });
                if (!verbs.isEmpty()) {
                    rules.add(one);
                }
            }
        }
        String path = in("apis/rbac.authorization.k8s.io/v1", "roles") + "/backout";
        put(path, less);
        try {
            await(() -> !may(right));
            work.accept(right);
        } finally {
            put(path, whole);
            await(() -> may(right));
        }
    }

    private boolean may(Right right) {
        for (JsonNode rule : rulesOfAccount()) {
            boolean resource = false;
            boolean verb = false;
            for (JsonNode one : rule.path("resources")) {
                resource |= one.asText().equals(right.resource());
            }
            for (JsonNode one : rule.path("verbs")) {
                verb |= one.asText().equals(right.verb());
            }
            if (resource && verb) {
                return true;
            }
        }
        return false;
    }

    private JsonNode rulesOfAccount() {
        try (FabricTransport account = FabricTransport.open(settings())) {
            Transport.Answer answer =
                    account.send(
                            new Transport.Request(
                                    "POST",
                                    "apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                                    "application/json",
                                    json("{\"spec\": {\"namespace\": \"%s\"}}".formatted(namespace))
                                            .toString()),
                            PATIENCE);
            return json(answer.body()).path("status").path("resourceRules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode role() {
        ObjectNode role = documentedRoles().getFirst();
        role.withObject("metadata").put("namespace", namespace);
        return role;
    }

    private static List<ObjectNode> documentedRoles() {
        try {
            String page = Files.readString(PAGE);
            String rest = page.substring(page.indexOf("apiVersion: rbac.authorization.k8s.io"));
            List<ObjectNode> roles = new ArrayList<>();
            for (String document : rest.substring(0, rest.indexOf("```")).split("(?m)^---$", -1)) {
                roles.add((ObjectNode) YAML.readTree(document));
            }
            return roles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bind(ObjectNode role) {
        String kind = role.path("kind").asText();
        boolean here = kind.equals("Role");
        String name = here ? "backout" : namespace;
        role.withObject("metadata").put("name", name).remove("namespace");
        String api = "apis/rbac.authorization.k8s.io/v1";
        make(here ? in(api, "roles") : api + "/clusterroles", role.toString());
        make(
                here ? in(api, "rolebindings") : api + "/clusterrolebindings",
                """
                {"metadata": {"name": "%1$s"},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "%2$s", "name": "%1$s"},
                 "subjects": [{"kind": "ServiceAccount", "name": "backout", "namespace": "%3$s"}]}
                """
                        .formatted(name, kind, namespace));
    }

    private String accountConfig(Path kubeconfig) throws IOException {
        ObjectNode config = (ObjectNode) YAML.readTree(Files.readString(kubeconfig));
        String token =
                json(ask(
                                "POST",
                                in("api/v1", "serviceaccounts") + "/backout/token",
                                "application/json",
                                "{\"spec\": {}}"))
                        .path("status")
                        .path("token")
                        .asText();
        config.putArray("users")
                .addObject()
                .put("name", "account")
                .putObject("user")
                .put("token", token);
        for (JsonNode context : config.path("contexts")) {
            context.withObject("/context").put("user", "account");
        }
        return YAML.writeValueAsString(config);
    }

    private String in(String api, String plural) {
        return "%s/namespaces/%s/%s".formatted(api, namespace, plural);
    }

    private void make(String path, String json) {
        ObjectNode object = json(json);
        ask("POST", path, "application/json", object.toString());
        if (!path.contains("/namespaces/")) {
            made.addFirst(path + "/" + object.path("metadata").path("name").asText());
        }
    }

    private void put(String path, ObjectNode object) {
        ask("PUT", path, "application/json", object.toString());
    }

    private String ask(String method, String path, String type, String body) {
        try {
            Transport.Answer answer =
                    admin.send(new Transport.Request(method, path, type, body), PATIENCE);
            if (answer.code() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// With the namespace goes all that is in it.
    @Override
    public void close() {
        made.forEach(path -> ask("DELETE", path, "", ""));
        admin.close();
        try {
            Files.delete(accountConfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
