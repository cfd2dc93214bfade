/// What was proved earlier, kept on disk between commands.
package dev.backout.proofs;
