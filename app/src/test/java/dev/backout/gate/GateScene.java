package dev.backout.gate;

import dev.backout.database.Database;
import dev.backout.database.DatabaseAddress;
import dev.backout.integration.command.CommandSite;
import dev.backout.journal.Step;
import dev.backout.reference.References;
import dev.backout.run.MemoryDiary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gates as steps of a run that nobody runs.
final class GateScene {
    static final String RUN = "01M7Z59AKVE196KMHCATBQTP15";

    final List<String> progress = new ArrayList<>();
    private final GateSite site;
    private final Map<String, String> passed = new HashMap<>();

    /// @param url of a database; nobody connects where no gate asks it
    GateScene(Path folder, String url, Map<String, String> variables) {
        DatabaseAddress address = DatabaseAddress.parse(url, folder);
        this.site =
                new GateSite(
                        new CommandSite(
                                new References(variables::get, folder), variables, address, null),
                        () -> Database.connect(address));
    }

    static GateScene withoutDatabase(Path folder) {
        return new GateScene(
                folder,
                "postgresql://nobody@localhost:1/none",
                Map.of("PATH", "/usr/bin:/bin", "TOKEN", "s3cr3t-token"));
    }

    static Rhythm times(int times, long timeoutMillis) {
        return new Rhythm(times, Duration.ofMillis(20), Duration.ofMillis(timeoutMillis));
    }

    void pass(String name, String reason) {
        passed.put(name, reason);
    }

    GateWork work() {
        return new GateWork(site, passed);
    }

    /// As the run does it: from what the step keeps of the gate.
    String perform(Gate gate) {
        Step.Outside step = GateWork.step(gate);
        return work().perform(step, RUN, new MemoryDiary(progress::add));
    }
}
