package dev.backout.cli;

import dev.backout.config.Target;

import picocli.CommandLine.Option;

/// The word of a person before a command without a plan changes production for good.
final class Consent {
    @Option(
            names = "--yes",
            description =
                    "confirms beforehand; needed for production where there is no terminal, which"
                            + " otherwise asks for the name of the database")
    private boolean yes;

    /// Goes on when it is not production, or somebody confirms.
    ///
    /// @param command its name, for messages
    /// @throws dev.backout.error.BackoutException `not-confirmed`
    void insist(Shell shell, Target target, String command) {
        if (yes || !target.production()) {
            return;
        }
        Confirmation confirmation = new Confirmation(shell);
        confirmation.insistOnTerminal(command);
        confirmation.insistOnName(target.address().database(), "This is PRODUCTION. ");
    }
}
