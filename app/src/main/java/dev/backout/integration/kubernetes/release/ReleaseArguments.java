package dev.backout.integration.kubernetes.release;

import dev.backout.integration.kubernetes.ObjectKind;
import dev.backout.integration.kubernetes.ObjectRef;

import java.time.Duration;
import java.util.List;

/// What the step notes in the journal. Templates are not in it, since people write secrets into
/// them; the cluster keeps each of them in a replica set.
///
/// @param deployment whose release it is
/// @param uid which object of that name
/// @param today the replica set of before
/// @param target the replica set to go back to; empty when it is an image
/// @param container whose image is set when it is one
/// @param image the image, when it is one
record ReleaseArguments(
        Duration timeout,
        ObjectRef deployment,
        String uid,
        String today,
        String target,
        String container,
        String image) {
    List<String> texts() {
        return List.of(
                timeout.toString(),
                deployment.namespace(),
                deployment.name(),
                uid,
                today,
                target,
                container,
                image);
    }

    static ReleaseArguments of(List<String> texts) {
        return new ReleaseArguments(
                Duration.parse(texts.get(0)),
                new ObjectRef(ObjectKind.DEPLOYMENT, texts.get(1), texts.get(2)),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                texts.get(6),
                texts.get(7));
    }
}
