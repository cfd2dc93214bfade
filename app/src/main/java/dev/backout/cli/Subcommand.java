package dev.backout.cli;

import dev.backout.error.ExitCode;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.Callable;

/// The commands, in the order of the overview.
///
/// A new command is a constant here, a line in `create`, and a class with picocli's `@Command` that
/// returns an [ExitCode] and throws `BackoutException`. Only the class of the command that was
/// asked for is loaded. `-h`, `--help` and `--stacktrace` are added to every command.
enum Subcommand {
    DEMO("the whole story on an embedded PostgreSQL, nothing installed or kept"),
    INIT("writes a backout.yaml with comments, of what it finds in the project"),
    CI("prints workflows that prove pull requests and carry out approved plans"),
    TRIAGE("the first ten minutes: what was it, what does it touch, what is ready"),
    STATUS("compares history, migrations directory and live schema"),
    CHECK("proves that migrations can be undone, and tells what they do"),
    GENERATE("writes the proved rollback.sql of a migration"),
    DEPLOY("applies pending migrations as prisma migrate deploy does, and keeps what they destroy"),
    RESET("drops a development database's schemas and applies all migrations anew"),
    PLAN("decides how to back out migrations, and what that costs"),
    REHEARSE("carries a plan out on a copy, and adds what was seen to it"),
    APPROVE("signs a plan with an SSH key, where backout.yaml asks for that"),
    RUN("carries a plan out"),
    JOB("prints a Kubernetes Job that carries a plan out"),
    RESUME("goes on with a run that stopped"),
    ABORT("gives a run up, and undoes what it did"),
    RESUME_WRITES("opens again what a run shut for writes and left so"),
    REDO("applies again what a run backed out, with what it put into the vault"),
    VERIFY("looks whether a database is what a run had to make of it"),
    RUNS("lists what was carried out on a database, and how far it is"),
    DRILL("restores the newest backup into a scratch database and looks at it"),
    UNBAR("lets a migration that was backed out be applied again"),
    VAULT("lists what is kept of what was destroyed, shows and exports it"),
    PRUNE("gives up what the vault has kept long enough"),
    REPORT("writes up a run, with the draft of a post-mortem"),
    DOCTOR("examines machine, project and database, and says what mends each finding"),
    EXPLAIN("tells about a hazard, with a bad and a good example"),
    HELP("shows what a command does and takes");

    private final String purpose;

    Subcommand(String purpose) {
        this.purpose = purpose;
    }

    /// What it is for, as half a sentence.
    String purpose() {
        return purpose;
    }

    /// The name as it is typed.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The command of that name, or null.
    static @Nullable Subcommand named(String text) {
        for (Subcommand candidate : values()) {
            if (candidate.text().equals(text)) {
                return candidate;
            }
        }
        return null;
    }

    /// A fresh command object for picocli to fill.
    Callable<ExitCode> create(Shell shell) {
        return switch (this) {
            case DEMO -> new DemoCommand(shell);
            case CI -> new CiCommand(shell);
            case INIT -> new InitCommand(shell);
            case CHECK -> new CheckCommand(shell);
            case GENERATE -> new GenerateCommand(shell);
            case DEPLOY -> new DeployCommand(shell);
            case RESET -> new ResetCommand(shell);
            case PLAN -> new PlanCommand(shell);
            case REHEARSE -> new RehearseCommand(shell);
            case APPROVE -> new ApproveCommand(shell);
            case RUN -> new RunCommand(shell);
            case JOB -> new JobCommand(shell);
            case RESUME -> new ResumeCommand(shell);
            case ABORT -> new AbortCommand(shell);
            case RESUME_WRITES -> new ResumeWritesCommand(shell);
            case REDO -> new RedoCommand(shell);
            case VERIFY -> new VerifyCommand(shell);
            case RUNS -> new RunsCommand(shell);
            case DRILL -> new DrillCommand(shell);
            case UNBAR -> new UnbarCommand(shell);
            case TRIAGE -> new TriageCommand(shell);
            case STATUS -> new StatusCommand(shell);
            case VAULT -> new VaultCommand(shell);
            case PRUNE -> new PruneCommand(shell);
            case REPORT -> new ReportCommand(shell);
            case DOCTOR -> new DoctorCommand(shell);
            case EXPLAIN -> new ExplainCommand(shell);
            case HELP -> new HelpCommand(shell);
        };
    }
}
