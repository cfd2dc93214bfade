package dev.backout.setup;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Looks through a project. Nothing of it is run, and no connection is opened.
public final class Surveyor {
    private Surveyor() {}

    /// What is found below a folder, and on this machine.
    ///
    /// @param environment tells where the kubeconfig is
    public static Survey of(Path top, Map<String, String> environment) {
        SourceTree tree = SourceTree.of(top);
        return new Survey(
                project(top, environment),
                ComposeFiles.servers(tree),
                Manifests.workloads(tree),
                Manifests.charts(tree),
                Manifests.contexts(environment),
                Scripts.variables(tree),
                Scripts.deployments(tree),
                Scripts.pipelines(tree));
    }

    private static List<String> project(Path top, Map<String, String> environment) {
        try {
            return Configuration.read(Choices.none(top, environment)).project().found();
        } catch (BackoutException e) {
            return List.of(String.valueOf(e.getMessage()).replace(top.toString(), "this folder"));
        }
    }
}
