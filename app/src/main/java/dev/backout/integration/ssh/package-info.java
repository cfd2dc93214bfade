/// Signs and checks with OpenSSH's own `ssh-keygen`: it knows every kind of key that people have,
/// in files, agents and security tokens, and what a line of an allowed-signers file means.
package dev.backout.integration.ssh;
