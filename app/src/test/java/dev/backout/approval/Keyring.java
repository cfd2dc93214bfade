package dev.backout.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.integration.process.ChildProcess;
import dev.backout.integration.ssh.SshKeygen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Real SSH keys without passphrases, in a folder.
///
/// @param folder where they lie, each under the name of whoever has it
public record Keyring(Path folder) {
    /// Makes keys.
    public static Keyring of(Path folder, String... names) {
        Keyring keys = new Keyring(folder);
        for (String name : names) {
            ChildProcess.Output made = SshKeygen.key(keys.key(name));
            assertThat(made.status()).as(made.errors()).isZero();
        }
        return keys;
    }

    /// The private key of somebody.
    public Path key(String name) {
        return folder.resolve(name);
    }

    /// The line of an allowed-signers file that gives the key of somebody these principals.
    public String line(String principals, String name) throws IOException {
        return principals + " " + Files.readString(folder.resolve(name + ".pub"));
    }

    /// What somebody signs, as the file that goes beside the plan.
    Signed sign(String name, Approval approval) {
        return sign(name, approval, Approvals.NAMESPACE);
    }

    Signed sign(String name, Approval approval, String namespace) {
        return new Signed(
                approval,
                new SshKeygen(namespace, System.getenv()).sign(key(name), approval.text()));
    }

    /// Runs a program that has to end well.
    public void program(String... command) {
        ChildProcess.Output output = ChildProcess.output(List.of(command), System.getenv());
        assertThat(output.status()).as(output.errors()).isZero();
    }
}
