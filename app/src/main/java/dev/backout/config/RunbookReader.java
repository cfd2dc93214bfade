package dev.backout.config;

import dev.backout.runbook.PauseWay;
import dev.backout.runbook.Pausing;
import dev.backout.runbook.Runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads what an environment says about everything around its database.
final class RunbookReader {
    /// The keys of an environment that are read here.
    static final List<String> KEYS = List.of("writes");

    private RunbookReader() {}

    static Runbook read(YamlBlock environment) {
        return new Runbook(pausing(environment.block("writes")));
    }

    private static Pausing pausing(YamlBlock block) {
        block.only("when", "pause", "quiet", "timeout");
        List<PauseWay> ways = new ArrayList<>();
        for (YamlBlock one : block.blocks("pause")) {
            ways.add(way(one));
        }
        Duration quiet = block.duration("quiet");
        Duration timeout = block.duration("timeout");
        return new Pausing(
                when(block),
                ways,
                quiet == null ? Pausing.NONE.quiet() : quiet,
                timeout == null ? Pausing.NONE.timeout() : timeout);
    }

    private static PauseWay way(YamlBlock block) {
        block.only("database");
        String sessions = block.block("database").only("sessions").text("sessions");
        if (sessions != null && !List.of("end", "stay").contains(sessions)) {
            throw block.block("database").wrong("sessions", "is end or stay, not " + sessions);
        }
        return new PauseWay.Database("end".equals(sessions));
    }

    private static Pausing.When when(YamlBlock block) {
        String text = block.text("when");
        if (text == null) {
            return Pausing.When.NEEDED;
        }
        for (Pausing.When when : Pausing.When.values()) {
            if (when.name().toLowerCase(Locale.ROOT).equals(text)) {
                return when;
            }
        }
        throw block.wrong("when", "is needed, always or never, not " + text);
    }
}
