package dev.backout.integration.kubernetes.pause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds who keeps an object as it is in a git repository: Flux by the labels that it leaves, Argo
/// CD by its marks and by what its applications say they hold.
///
/// @param cluster where they are
/// @param deadline until when
record GitOps(Cluster cluster, Deadline deadline) {
    private static final Map<ObjectKind, String> FLUX =
            Map.of(
                    ObjectKind.KUSTOMIZATION, "kustomize.toolkit.fluxcd.io",
                    ObjectKind.HELM_RELEASE, "helm.toolkit.fluxcd.io");

    private static final String TRACKING = "argocd.argoproj.io/tracking-id";
    private static final List<String> INSTANCE =
            List.of("argocd.argoproj.io/instance", "app.kubernetes.io/instance");
    private static final String ARGO = "argocd";

    /// Those who do so by themselves, the topmost first; none when somebody has to tell them to.
    List<Controllers.Resting> of(ObjectRef ref, ObjectNode object) {
        List<Controllers.Resting> resting = new ArrayList<>(flux(object));
        for (ObjectNode application : applications(ref, object)) {
            ObjectRef argo = ref(ObjectKind.APPLICATION, application);
            List<Setting> settings = Rest.of(ObjectKind.APPLICATION, application);
            if (!settings.isEmpty()) {
                insistOnRest(argo, application);
                resting.addAll(of(argo, application));
                resting.add(new Controllers.Resting(argo, application, settings));
            }
        }
        return resting;
    }

    private List<Controllers.Resting> flux(ObjectNode object) {
        List<Controllers.Resting> resting = new ArrayList<>();
        for (ObjectKind kind : List.of(ObjectKind.KUSTOMIZATION, ObjectKind.HELM_RELEASE)) {
            String name = label(object, FLUX.get(kind) + "/name");
            if (!name.isEmpty() && cluster.knows(kind, deadline)) {
                ObjectRef ref =
                        new ObjectRef(kind, label(object, FLUX.get(kind) + "/namespace"), name);
                ObjectNode keeper = cluster.get(ref, deadline);
                if (keeper != null) {
                    resting.add(new Controllers.Resting(ref, keeper, Rest.of(kind, keeper)));
                }
            }
        }
        return resting;
    }

    private List<ObjectNode> applications(ObjectRef ref, ObjectNode object) {
        boolean marked = marked(object);
        if (!cluster.knows(ObjectKind.APPLICATION, deadline)) {
            return List.of();
        }
        boolean all = cluster.may("list", ObjectKind.APPLICATION, "", "", deadline);
        if (!all && !marked && !cluster.may("list", ObjectKind.APPLICATION, ARGO, "", deadline)) {
            // Nothing says that Argo CD knows the object.
            return List.of();
        }
        List<ObjectNode> mine =
                cluster.list(ObjectKind.APPLICATION, all ? "" : ARGO, "", deadline).stream()
                        .filter(one -> holds(one, ref) || named(one, object))
                        .toList();
        if (mine.isEmpty() && marked) {
            throw BackoutException.of(
                    ErrorCode.PAUSE_REFUSED,
                    "%s says that Argo CD keeps it, and no application that does is to be seen"
                            .formatted(ref.text()),
                    "let us list applications in every namespace, or pause by a command");
        }
        return mine;
    }

    /// A chart sets the second label without any Argo CD.
    private static boolean marked(JsonNode object) {
        return !annotation(object, TRACKING).isEmpty()
                || !label(object, INSTANCE.getFirst()).isEmpty();
    }

    private static boolean holds(JsonNode application, ObjectRef ref) {
        for (JsonNode held : application.path("status").path("resources")) {
            if (held.path("kind").asText().equals(ref.kind().type())
                    && held.path("name").asText().equals(ref.name())
                    && held.path("namespace").asText().equals(ref.namespace())) {
                return true;
            }
        }
        return false;
    }

    /// The mark is `app:group/kind:namespace/name`, where `app` may have its namespace in front.
    private static boolean named(JsonNode application, JsonNode object) {
        String name = application.path("metadata").path("name").asText();
        String where = application.path("metadata").path("namespace").asText();
        String mark = annotation(object, TRACKING).replaceAll(":.*", "");
        return mark.equals(name)
                || mark.equals(where + "_" + name)
                || label(object, INSTANCE.getFirst()).equals(name);
    }

    /// What makes applications sets them right again, unless it was told not to look.
    private void insistOnRest(ObjectRef ref, ObjectNode application) {
        for (JsonNode owner : application.path("metadata").path("ownerReferences")) {
            if (!owner.path("kind").asText().equals(ObjectKind.APPLICATION_SET.type())) {
                continue;
            }
            ObjectNode set =
                    cluster.get(
                            new ObjectRef(
                                    ObjectKind.APPLICATION_SET,
                                    ref.namespace(),
                                    owner.path("name").asText()),
                            deadline);
            if (set != null && !tolerant(set)) {
                throw BackoutException.of(
                        ErrorCode.PAUSE_REFUSED,
                        "%s is made by the application set %s, which would switch its automated sync on again"
                                .formatted(ref.text(), owner.path("name").asText()),
                        "add /spec/syncPolicy to its ignoreApplicationDifferences, or pause by a"
                                + " command");
            }
        }
    }

    private static boolean tolerant(JsonNode set) {
        if (set.path("spec")
                .path("syncPolicy")
                .path("applicationsSync")
                .asText()
                .matches("create-only|create-delete")) {
            return true;
        }
        for (JsonNode ignored : set.path("spec").path("ignoreApplicationDifferences")) {
            for (JsonNode pointer : ignored.path("jsonPointers")) {
                if (List.of("/spec/syncPolicy", "/spec/syncPolicy/automated")
                        .contains(pointer.asText())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ObjectRef ref(ObjectKind kind, JsonNode object) {
        return new ObjectRef(
                kind,
                object.path("metadata").path("namespace").asText(),
                object.path("metadata").path("name").asText());
    }

    private static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asText();
    }

    private static String annotation(JsonNode object, String name) {
        return object.path("metadata").path("annotations").path(name).asText();
    }
}
