package dev.backout.integration.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.PlanFile;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A Kubernetes Job that carries a plan out inside of the cluster, where the database can be
/// reached: an ordinary user, a root file system that is read only, the URL from a secret. A pod
/// that is started again goes on with the run of the one before.
///
/// @param file the plan; it becomes a ConfigMap
/// @param image an image whose entry point is `backout`
/// @param secret the secret that holds `DATABASE_URL`
/// @param claim the volume claim for backups and the copy of the journal; null for a directory that
///   goes with the pod
/// @param arguments what `backout run` is given besides the plan and `--yes`
/// @param site what the pod has beside the plan
public record JobManifest(
        PlanFile file,
        String image,
        String secret,
        @Nullable String claim,
        List<String> arguments,
        JobSite site) {
    /// Where the plan and what belongs to it lie in the pod.
    public static final String FOLDER = "/plan";

    /// A ConfigMap holds a mebibyte, all of it together.
    private static final int MOST = 1_000_000;

    private static final String PLAN = "backout-plan.json";
    private static final int HASH = 12;
    private static final int USER = 10001;
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build();

    /// Copies the list.
    public JobManifest {
        arguments = List.copyOf(arguments);
    }

    /// Both documents as YAML.
    ///
    /// @throws BackoutException `usage` when the plan is too big for a ConfigMap
    public String text() {
        insistOnSize();
        try {
            return YAML.writeValueAsString(configMap()) + YAML.writeValueAsString(job());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Both in one list as JSON, which `kubectl apply -f` takes as well.
    ///
    /// @throws BackoutException as [#text]
    public ObjectNode json() {
        insistOnSize();
        ObjectNode list = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.putArray("items").add(configMap()).add(job());
        return list;
    }

    private void insistOnSize() {
        long size = file.json().getBytes(StandardCharsets.UTF_8).length;
        for (String text : site.files().values()) {
            size += text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (size > MOST) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "the plan, with what belongs to it, is too big for a ConfigMap",
                    "put it into the image, or into a volume");
        }
    }

    private String name() {
        return "backout-" + file.hash().substring(0, HASH);
    }

    private ObjectNode configMap() {
        ObjectNode map = object("v1", "ConfigMap");
        ObjectNode data = map.putObject("data").put(PLAN, file.json());
        site.files().forEach((path, text) -> data.put(key(path), text));
        return map;
    }

    /// Keys of a ConfigMap know no folders; the volume puts the files where they belong.
    private static String key(String path) {
        return path.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private ObjectNode job() {
        ObjectNode job = object("batch/v1", "Job");
        ObjectNode spec = job.putObject("spec");
        spec.put("backoffLimit", 3);
        ObjectNode pod = spec.putObject("template").putObject("spec");
        pod.put("restartPolicy", "Never");
        pod.put("automountServiceAccountToken", !site.account().isEmpty());
        if (!site.account().isEmpty()) {
            pod.put("serviceAccountName", site.account());
        }
        ObjectNode security = pod.putObject("securityContext");
        security.put("runAsNonRoot", true).put("runAsUser", USER).put("fsGroup", USER);
        security.putObject("seccompProfile").put("type", "RuntimeDefault");
        container(pod.putArray("containers").addObject());
        volumes(pod.putArray("volumes"));
        return job;
    }

    private void container(ObjectNode container) {
        container.put("name", "backout").put("image", image);
        ArrayNode args = container.putArray("args");
        args.add("run").add(FOLDER + "/" + PLAN).add("--yes");
        arguments.forEach(args::add);
        ArrayNode env = container.putArray("env");
        variable(env, site.variable(), "DATABASE_URL");
        // Where the secret has none of that name, the program says what for it is needed.
        site.others().forEach(name -> variable(env, name, name).put("optional", true));
        env.addObject().put("name", "XDG_STATE_HOME").put("value", "/state");
        ObjectNode security = container.putObject("securityContext");
        security.put("readOnlyRootFilesystem", true).put("allowPrivilegeEscalation", false);
        security.putObject("capabilities").putArray("drop").add("ALL");
        ArrayNode mounts = container.putArray("volumeMounts");
        mounts.addObject().put("name", "plan").put("mountPath", FOLDER).put("readOnly", true);
        mounts.addObject().put("name", "state").put("mountPath", "/state");
        mounts.addObject().put("name", "tmp").put("mountPath", "/tmp");
    }

    private ObjectNode variable(ArrayNode env, String name, String key) {
        return env.addObject()
                .put("name", name)
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", secret)
                .put("key", key);
    }

    private void volumes(ArrayNode volumes) {
        ObjectNode plan = volumes.addObject().put("name", "plan").putObject("configMap");
        plan.put("name", name());
        ArrayNode items = plan.putArray("items");
        items.addObject().put("key", PLAN).put("path", PLAN);
        site.files()
                .keySet()
                .forEach(path -> items.addObject().put("key", key(path)).put("path", path));
        ObjectNode state = volumes.addObject().put("name", "state");
        if (claim == null) {
            state.putObject("emptyDir");
        } else {
            state.putObject("persistentVolumeClaim").put("claimName", claim);
        }
        volumes.addObject().put("name", "tmp").putObject("emptyDir");
    }

    private ObjectNode object(String version, String kind) {
        ObjectNode object = YAML.createObjectNode();
        object.put("apiVersion", version).put("kind", kind);
        object.putObject("metadata").put("name", name());
        return object;
    }
}
