package dev.backout.integration.kubernetes.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.kubernetes.Cluster;
import dev.backout.integration.kubernetes.Deadline;
import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;
import dev.backout.integration.kubernetes.Workload;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The revisions of a deployment, and which of them is meant.
///
/// @param ref the deployment
/// @param all the newest first; the first is today's
record Revisions(ObjectRef ref, List<Revision> all) {
    Revisions {
        all = List.copyOf(all);
    }

    static Revisions read(
            Cluster cluster, ObjectRef ref, ObjectNode deployment, Deadline deadline) {
        String uid = deployment.path("metadata").path("uid").asText();
        List<Revision> all =
                cluster
                        .list(
                                ObjectKind.REPLICA_SET,
                                ref.namespace(),
                                new Workload(deployment).selector(),
                                deadline)
                        .stream()
                        .filter(set -> owned(set, uid))
                        .map(Revision::new)
                        .sorted(Comparator.comparingInt(Revision::number).reversed())
                        .toList();
        if (all.isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s has no revision yet".formatted(ref.text()));
        }
        return new Revisions(ref, all);
    }

    Revision today() {
        return all.getFirst();
    }

    /// The one to go back to; null when it is an image that no revision had.
    ///
    /// @throws BackoutException `configuration-invalid` when there is none
    @Nullable Revision target(@Nullable String to, @Nullable String container) {
        if (to == null) {
            return last(container);
        }
        if (!to.matches("\\d+")) {
            return find(one ->
                    container == null
                            ? one.images().contains(to)
                            : to.equals(one.image(container)));
        }
        Revision named = find(one -> String.valueOf(one.number()).equals(to));
        if (named == null) {
            throw none("no revision " + to);
        }
        return named;
    }

    /// The last one whose image differs: a variable that was set since made revisions of its own,
    /// which lead to the very same image.
    private Revision last(@Nullable String container) {
        Revision today = today();
        Revision last = find(one -> differs(one, today, container) && !one.ailing());
        if (last == null) {
            throw none("no earlier revision with another image");
        }
        return last;
    }

    private static boolean differs(Revision one, Revision today, @Nullable String container) {
        return container == null
                ? !one.images().equals(today.images())
                : !Objects.equals(one.image(container), today.image(container));
    }

    private @Nullable Revision find(java.util.function.Predicate<Revision> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }

    private BackoutException none(String what) {
        return BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "%s has %s to go back to".formatted(ref.text(), what),
                "it has: " + all.stream().map(Revision::text).collect(Collectors.joining(", ")),
                "name an image: application: [{deployment: %s, to: IMAGE}]".formatted(ref.name()));
    }

    private static boolean owned(JsonNode set, String uid) {
        for (JsonNode owner : set.path("metadata").path("ownerReferences")) {
            if (owner.path("uid").asText().equals(uid)) {
                return true;
            }
        }
        return false;
    }
}
