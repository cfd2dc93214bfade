/// Approvals: people sign a plan with the SSH key that they have, and a run insists on the
/// signatures that `backout.yaml` asks for.
///
/// What is signed is a short text (`Approval`) that names the plan by its hash, so that any change
/// of the plan voids it. Who signed follows from the key alone, by an allowed-signers file;
/// `Approvals` judges what lies beside a plan by the `ApprovalRules`.
package dev.backout.approval;
