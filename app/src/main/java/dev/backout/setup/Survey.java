package dev.backout.setup;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was found in a project that has a place in backout.yaml. It holds names, never values of
/// variables: only what looks like a name gets here.
///
/// @param project what the project was found by, one line each; empty when there is none
/// @param databases servers of compose files
/// @param workloads what runs in Kubernetes
/// @param charts Helm charts
/// @param contexts of the kubeconfig
/// @param variables in `.env` files
/// @param deployments places that run the migration tool's own deployment
/// @param pipelines CI files
public record Survey(
        List<String> project,
        List<Server> databases,
        List<Workload> workloads,
        List<Chart> charts,
        List<Context> contexts,
        List<Variable> variables,
        List<Deploys> deployments,
        List<Pipeline> pipelines) {
    /// Copies the lists.
    public Survey {
        project = List.copyOf(project);
        databases = List.copyOf(databases);
        workloads = List.copyOf(workloads);
        charts = List.copyOf(charts);
        contexts = List.copyOf(contexts);
        variables = List.copyOf(variables);
        deployments = List.copyOf(deployments);
        pipelines = List.copyOf(pipelines);
    }

    /// A PostgreSQL that a compose file starts.
    ///
    /// @param major by the image's tag, or null
    /// @param port on this machine, or null when it publishes none
    /// @param user `POSTGRES_USER` when it is written out, else the image's own
    /// @param database the same of `POSTGRES_DB`
    /// @param where the file and the service
    public record Server(
            @Nullable Integer major,
            @Nullable Integer port,
            String user,
            String database,
            String where) {}

    /// A Deployment, StatefulSet, CronJob or Rollout (of Argo) of a manifest.
    ///
    /// @param kind as Kubernetes has it
    /// @param namespace null when the manifest names none
    /// @param variable the variable with the URL of the database, or null when it has none
    /// @param secret the secret and key that it is taken from, or null
    /// @param serves whether it listens on a port: a worker hardly does
    /// @param where the file
    public record Workload(
            String kind,
            String name,
            @Nullable String namespace,
            @Nullable String variable,
            @Nullable String secret,
            boolean serves,
            String where) {}

    /// A Helm chart.
    public record Chart(String name, String where) {}

    /// A context of a kubeconfig.
    ///
    /// @param current whether kubectl would use it
    public record Context(String name, boolean current, String where) {}

    /// A variable of a `.env` file that says something of the database.
    public record Variable(String name, String where) {}

    /// A place that runs the migration tool's own deployment.
    ///
    /// @param command what it runs
    /// @param where the file, and what in it
    public record Deploys(String command, String where) {}

    /// A CI file.
    ///
    /// @param system `github` or `gitlab`, as `backout ci` takes it
    public record Pipeline(String system, String where) {}

    /// Everything as lines for people: what, and where.
    public List<Clue> clues() {
        return Clue.of(this);
    }
}
