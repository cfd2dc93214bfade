package dev.backout.migration.nodepgmigrate;

import dev.backout.migration.nodepgmigrate.LoadedScript.Broken;
import dev.backout.migration.nodepgmigrate.LoadedScript.Built;
import dev.backout.migration.nodepgmigrate.LoadedScript.Down;
import dev.backout.migration.nodepgmigrate.LoadedScript.Messages;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `load.mjs` printed, understood line by line.
final class NodeAnswer {
    private final Map<String, LoadedScript> scripts = new HashMap<>();
    private @Nullable String file;
    private @Nullable Messages up;
    private boolean all;
    private @Nullable String trouble;

    static NodeAnswer of(List<String> lines) {
        NodeAnswer answer = new NodeAnswer();
        lines.forEach(line -> answer.line(line.split(" ", -1)));
        return answer;
    }

    private void line(String[] words) {
        switch (words[0]) {
            case "begin" -> {
                file = decoded(words[1]);
                up = null;
            }
            case "up" -> up = messages(words, 1);
            case "down" -> built(new Down.Sends(messages(words, 2), words[1].equals("I")));
            case "refuses" -> built(new Down.Refuses(decoded(words[1])));
            case "broken" -> broken(decoded(words[1]));
            case "end" -> file = null;
            case "all" -> all = true;
            default -> {}
        }
    }

    private void broken(String why) {
        if (file == null) {
            trouble = why;
        } else {
            put(new Broken(why));
        }
    }

    /// Why no file could be read, or null.
    @Nullable String trouble() {
        return trouble;
    }

    private void built(Down down) {
        Messages sent = up;
        if (sent != null) {
            put(new Built(sent, down));
        }
    }

    private void put(LoadedScript script) {
        if (file != null) {
            scripts.put(file, script);
        }
    }

    private static Messages messages(String[] words, int from) {
        List<String> texts = new ArrayList<>();
        for (int i = from + 1; i < words.length; i++) {
            texts.add(decoded(words[i]));
        }
        return new Messages(texts, words[from].equals("T"));
    }

    private static String decoded(String word) {
        return word.equals("=")
                ? ""
                : new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    }

    /// What is known.
    Map<String, LoadedScript> scripts() {
        return scripts;
    }

    /// The file that was begun and not ended, or null.
    @Nullable String unfinished() {
        return file;
    }

    /// Whether it came to its end.
    boolean complete() {
        return all;
    }
}
