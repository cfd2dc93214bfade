package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.config.Configuration;
import dev.backout.config.Target;
import dev.backout.deploy.DeployEvent;
import dev.backout.deploy.ResetLook;
import dev.backout.error.Counted;
import dev.backout.migration.Migration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What `reset` says.
///
/// @param wanted the migrations that are applied
/// @param seed the command that runs afterwards, or null
record ResetText(
        Shell shell, boolean json, Target target, List<Migration> wanted, @Nullable String seed) {
    void found(Configuration configuration) {
        if (!json) {
            configuration.project().found().forEach(shell.out()::println);
            target.found().forEach(shell::say);
        }
    }

    /// Before anybody is asked.
    void intent(ResetLook look) {
        if (json) {
            return;
        }
        for (ResetLook.Contents one : look.schemas()) {
            say(
                    "drops:     schema %s with %s, about %s"
                            .formatted(
                                    one.schema(),
                                    Counted.of(one.tables(), "table"),
                                    Counted.of(one.rows(), "row")));
        }
        if (look.records()) {
            say(
                    "drops:     schema %s: %s, %s"
                            .formatted(
                                    target.recordSchema(),
                                    Counted.of(look.runs(), "run"),
                                    Counted.of(look.captures(), "capture")));
        }
        say(
                "applies:   %s, up to %s"
                        .formatted(
                                Counted.of(wanted.size(), "migration"), wanted.getLast().name()));
        say("seed:      " + (seed == null ? "none" : seed));
    }

    void event(DeployEvent event) {
        if (event instanceof DeployEvent.Begins(String migration, int number, int of) && !json) {
            say("applying:  %s (%d of %d)".formatted(migration, number, of));
        }
    }

    void applied() {
        if (!json) {
            say("applied:   " + Counted.of(wanted.size(), "migration"));
        }
    }

    void seeding() {
        if (!json) {
            say("seeding:   " + seed);
        }
    }

    /// A line of the seed's.
    void seedLine(String line) {
        (json ? shell.err() : shell.out()).println("  " + line);
    }

    void dryRun(ResetLook look) {
        if (json) {
            print(look, false);
        } else {
            say("dry run:   nothing was changed");
        }
    }

    void done(ResetLook look) {
        if (json) {
            print(look, true);
        } else {
            say("done:      %s is as the migrations make it".formatted(target.address().place()));
        }
    }

    private void print(ResetLook look, boolean done) {
        ObjectNode node = new JsonMapper().createObjectNode();
        node.put("done", done).put("database", target.address().database());
        ArrayNode schemas = node.putArray("dropped");
        for (ResetLook.Contents one : look.schemas()) {
            schemas.addObject()
                    .put("schema", one.schema())
                    .put("tables", one.tables())
                    .put("rows", one.rows());
        }
        node.putObject("records").put("runs", look.runs()).put("captures", look.captures());
        ArrayNode applied = node.putArray("migrations");
        wanted.forEach(one -> applied.add(one.name()));
        node.put("seed", seed);
        shell.out().println(node.toPrettyString());
    }

    private void say(String line) {
        shell.say(line);
    }
}
