package dev.backout.integration.command;

import dev.backout.backup.Sizes;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.integration.process.Script;
import dev.backout.reference.Filled;
import dev.backout.reference.References;
import dev.backout.reference.SecretMask;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where commands of `backout.yaml` run: in the folder of that file, with the environment of this
/// process, and with `BACKOUT_DATABASE`, `BACKOUT_SERVER` and `BACKOUT_ENVIRONMENT` besides.
/// Backout tells them no password of its own.
///
/// @param references fills in what the environment of a command refers to
/// @param environment of this process
/// @param address the database that the run is about
/// @param name of the environment in `backout.yaml`, or null when none names the database
public record CommandSite(
        References references,
        Map<String, String> environment,
        DatabaseAddress address,
        @Nullable String name) {
    /// Copies the map.
    public CommandSite {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "CommandSite[" + address.place() + "]";
    }

    /// A script that is to be run.
    ///
    /// @param what for messages: `the command clear the cache`
    /// @param script for `/bin/sh -c`
    /// @param written its variables as they are written, with references in them
    /// @param told more variables: `BACKOUT_RUN`
    /// @param limit after which it is ended, with all that it started
    public record Call(
            String what,
            String script,
            Map<String, String> written,
            Map<String, String> told,
            Duration limit) {
        /// Copies the maps.
        public Call {
            written = Map.copyOf(written);
            told = Map.copyOf(told);
        }
    }

    /// How it went.
    ///
    /// @param said the last lines of its output and its errors
    public record Answer(Script.Ending ending, Said said) {
        /// Whether it ended by itself, and well.
        public boolean well() {
            return ending instanceof Script.Ending.Exited(int status) && status == 0;
        }

        /// How it ended and what it said, as half a sentence.
        public String text() {
            return switch (ending) {
                case Script.Ending.Exited(int status) ->
                        "ended with status %d: %s".formatted(status, said.text());
                case Script.Ending.TimedOut(Duration limit) ->
                        "did not end within %s, and was ended with all that it had started: %s"
                                .formatted(Sizes.time(limit), said.text());
            };
        }
    }

    /// Looks whether there is something behind every reference of some variables.
    ///
    /// @param what whose they are, for messages
    /// @throws dev.backout.error.BackoutException `configuration-invalid`
    public void insist(Map<String, String> written, String what) {
        written.forEach((variable, text) -> filled(variable, text, what));
    }

    private Filled filled(String variable, String text, String what) {
        return references.text(text, "the variable %s of %s".formatted(variable, what));
    }

    /// Runs a script to its end.
    ///
    /// @param progress told now and then of its last line
    /// @throws dev.backout.error.BackoutException `configuration-invalid` about a reference,
    ///   `program-unavailable`
    public Answer run(Call call, Consumer<String> progress) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("BACKOUT_DATABASE", address.database());
        variables.put("BACKOUT_SERVER", address.server());
        variables.put("BACKOUT_ENVIRONMENT", name == null ? "" : name);
        variables.putAll(call.told());
        List<String> secrets = new ArrayList<>();
        call.written()
                .forEach((variable, text) -> {
                    Filled value = filled(variable, text, call.what());
                    variables.put(variable, value.text());
                    secrets.addAll(value.secrets());
                });
        Secret password = address.password();
        if (password != null) {
            secrets.add(password.reveal());
        }
        OutputTail tail = new OutputTail(SecretMask.of(variables, secrets));
        Occasional occasional = new Occasional(line -> progress.accept(tail.shown(line)));
        Script.Ending ending =
                Script.run(
                        call.script(),
                        variables,
                        references.folder(),
                        call.limit(),
                        line -> {
                            tail.add(line);
                            occasional.accept(line);
                        });
        return new Answer(ending, tail.said());
    }
}
