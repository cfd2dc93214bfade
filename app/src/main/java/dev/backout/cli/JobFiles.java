package dev.backout.cli;

import dev.backout.approval.ApprovalFiles;
import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.config.Settings;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.FileTrouble;
import dev.backout.integration.kubernetes.JobSite;
import dev.backout.reference.References;
import dev.backout.sql.Secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a Job takes along so that its pod knows an environment: `backout.yaml` as it is written,
/// the approvals that lie beside the plan, and the file of allowed signers. No secret is in any of
/// them.
///
/// @param choices the folder, `--config` and `--env`
/// @param plan the plan's file, absolute
record JobFiles(Choices choices, Path plan) {
    /// @param name the environment's
    /// @param account the pod's service account; empty for none
    /// @throws BackoutException `configuration-invalid` when the pod would not find what it needs
    JobSite site(String name, String account) {
        Settings.Environment environment = Configuration.environment(choices, name);
        Path settings = Configuration.settingsFile(choices);
        Map<String, String> files = new HashMap<>();
        files.put("backout.yaml", open(text(settings)));
        Path signers = environment.approvals().signers();
        if (signers != null) {
            files.put(below(settings, signers), text(signers));
        }
        for (ApprovalFiles.Found found : new ApprovalFiles(plan).read()) {
            files.put(
                    "backout-plan.json"
                            + found.name().substring(plan.getFileName().toString().length()),
                    found.text());
        }
        String variable = variable(environment);
        List<String> others = new ArrayList<>(Configuration.variablesOf(choices, name));
        others.remove(variable);
        return new JobSite(files, variable, others, account);
    }

    /// The URL comes from a secret of the cluster, by one variable.
    private static String variable(Settings.Environment environment) {
        Set<String> variables = References.variablesIn(environment.url());
        String only = variables.size() == 1 ? variables.iterator().next() : "";
        if (!environment.url().strip().equals("${env:" + only + "}")) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the url of environments.%s is not one variable, and the Job gives the URL of its secret to one"
                            .formatted(environment.name()),
                    "write url: ${env:PRODUCTION_URL}, or leave --env out");
        }
        return only;
    }

    /// A ConfigMap is read by many.
    private static String open(String settings) {
        String around = References.around(settings);
        if (!Secrets.maskedText(around).equals(around)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "backout.yaml holds a password, which would stand in the ConfigMap",
                    "write ${env:NAME} or ${file:PATH} instead");
        }
        return settings;
    }

    private static String below(Path settings, Path file) {
        Path folder = settings.toAbsolutePath().normalize().getParent();
        Path there = file.toAbsolutePath().normalize();
        if (folder == null || !there.startsWith(folder)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s does not lie below the folder of backout.yaml, where the pod would look for it"
                            .formatted(file));
        }
        return folder.relativize(there).toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "%s cannot be read: %s".formatted(file, FileTrouble.text(e)),
                    List.of(),
                    e);
        }
    }
}
