package dev.backout.integration.ssh;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;
import dev.backout.integration.process.ChildProcess.Output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program `ssh-keygen` of OpenSSH 8.9 or later. Signatures are detached, armoured and bound to
/// a namespace (ssh-keygen(1), `-Y`). For any thread.
///
/// @param namespace what signatures are for: one that was made for something else is refused
/// @param environment of the program: where an agent listens, where to ask for a passphrase
public record SshKeygen(String namespace, Map<String, String> environment) {
    private static final Pattern GOOD =
            Pattern.compile("Good \"[^\"]*\" signature for .* with \\S+ key (SHA256:\\S+)");

    /// Copies the map.
    public SshKeygen {
        environment = Map.copyOf(environment);
    }

    /// Makes a key without a passphrase, and its public half beside it.
    ///
    /// @throws BackoutException `program-unavailable`
    public static Output key(Path file) {
        return ChildProcess.output(
                List.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        "",
                        "-f",
                        file.toString()),
                System.getenv());
    }

    /// Signs a text. The program asks for a passphrase, a PIN or a touch by itself, on the
    /// terminal.
    ///
    /// @param key a private key, or a public one whose private half an agent holds
    /// @return the armoured signature
    /// @throws BackoutException `approval-refused`, `program-unavailable`
    public String sign(Path key, String text) {
        Output output = run(text, "sign", "-f", key.toString(), "-n", namespace);
        if (output.status() != 0) {
            throw BackoutException.of(
                    ErrorCode.APPROVAL_REFUSED,
                    "ssh-keygen cannot sign with %s: %s".formatted(key, output.lastError()),
                    "name another key with --key FILE; a public one when an agent holds it");
        }
        return output.text();
    }

    /// Looks whose a signature is. What the file of allowed signers says of a key, its time and its
    /// namespaces is the program's to read.
    ///
    /// @param signers the file of allowed signers
    /// @throws BackoutException `program-unavailable`
    public Signature check(Path signers, String text, String signature) {
        Path file = temporary(signature);
        try {
            Output names =
                    run("", "find-principals", "-f", signers.toString(), "-s", file.toString());
            if (names.status() != 0) {
                return new Signature.Refused(
                        "its key is not among those that %s allows".formatted(signers));
            }
            return check(signers, text, file, names.text().lines().toList());
        } finally {
            delete(file);
        }
    }

    private Signature check(Path signers, String text, Path signature, List<String> names) {
        List<String> principals = new ArrayList<>();
        String key = "";
        String refused = "";
        for (String name : names) {
            Output output =
                    run(
                            text,
                            "verify",
                            "-f",
                            signers.toString(),
                            "-I",
                            name,
                            "-n",
                            namespace,
                            "-s",
                            signature.toString());
            Matcher good = GOOD.matcher(output.text().strip());
            if (output.status() == 0 && good.matches()) {
                principals.add(name);
                key = good.group(1);
            } else {
                refused = output.lastError();
            }
        }
        return principals.isEmpty()
                ? new Signature.Refused(refused)
                : new Signature.By(new Signer(key, principals));
    }

    private Output run(String input, String operation, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-Y", operation));
        command.addAll(List.of(arguments));
        return ChildProcess.output(command, environment, input);
    }

    private static Path temporary(String signature) {
        try {
            Path file = Files.createTempFile("backout", ".sig");
            Files.writeString(file, signature);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
