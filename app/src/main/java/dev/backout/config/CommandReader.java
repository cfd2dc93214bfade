package dev.backout.config;

import dev.backout.integration.command.ShellCommand;
import dev.backout.reference.References;
import dev.backout.reference.SecretMask;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a `command:`, wherever a list of `backout.yaml` has one.
final class CommandReader {
    private static final Pattern SHELL_VARIABLE =
            Pattern.compile("[\"']?\\$(?:\\w+|\\{[^}]*})[\"']?");

    private CommandReader() {}

    /// @param block what stands behind `command:`
    static ShellCommand read(YamlBlock block) {
        block.only("name", "do", "probe", "undo", "environment", "timeout");
        String action = script(block, "do");
        if (action == null) {
            throw block.wrong("do", "is missing");
        }
        return new ShellCommand(
                block.required("name"),
                action,
                script(block, "probe"),
                script(block, "undo"),
                environment(block.block("environment")),
                block.time("timeout", ShellCommand.TIMEOUT));
    }

    /// A script is shown, journalled and seen in the list of processes.
    static @Nullable String script(YamlBlock block, String key) {
        String script = block.text(key);
        if (script == null) {
            return null;
        }
        if (References.in(script)) {
            throw block.wrong(
                    key,
                    "is a script, in which no reference is filled in: put ${env:..} and ${file:..}"
                            + " under environment, and use the variable as \"$NAME\"");
        }
        if (secret(script)) {
            throw block.wrong(
                    key,
                    "holds a password, which would be journalled: put a reference under"
                            + " environment, and use the variable as \"$NAME\"");
        }
        return script;
    }

    static Map<String, String> environment(YamlBlock block) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : block.keys()) {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw block.wrong(name, "is no name of a variable");
            }
            String text = block.required(name);
            boolean open = SecretMask.named(name) && !References.in(text);
            if (open || secret(text)) {
                throw block.wrong(
                        name,
                        "is a secret, which must not stand here: write ${env:NAME} or"
                                + " ${file:PATH}");
            }
            environment.put(name, text);
        }
        return environment;
    }

    /// A variable of the shell in the place of a password is none.
    private static boolean secret(String text) {
        String open = SHELL_VARIABLE.matcher(References.around(text)).replaceAll("");
        return !Secrets.maskedText(open).equals(open);
    }
}
