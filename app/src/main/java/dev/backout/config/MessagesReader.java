package dev.backout.config;

import dev.backout.error.BackoutException;
import dev.backout.message.Message;
import dev.backout.message.MessageSettings;
import dev.backout.message.MessageSettings.To;
import dev.backout.message.MessageTemplate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `messages` of an environment.
final class MessagesReader {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// Whoever reads backout.yaml must not be able to write into a channel.
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^}]+}");

    /// The client of Java sends them itself, and takes no others.
    private static final Set<String> ITS_OWN =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private MessagesReader() {}

    static MessageSettings read(YamlBlock block) {
        block.only("every", "report", "channels");
        if (block.keys().isEmpty()) {
            return MessageSettings.NONE;
        }
        Duration every = block.duration("every");
        if (every != null && every.compareTo(SHORTEST) < 0) {
            throw block.wrong("every", "is at least 1s");
        }
        List<To> channels = new ArrayList<>();
        for (YamlBlock one : block.blocks("channels")) {
            To channel = channel(one);
            if (channels.stream().anyMatch(other -> other.name().equals(channel.name()))) {
                throw one.wrong(
                        "name",
                        "has to tell it from the other channel %s".formatted(channel.name()));
            }
            channels.add(channel);
        }
        return new MessageSettings(
                channels, every == null ? MessageSettings.EVERY : every, block.text("report"));
    }

    private static To channel(YamlBlock block) {
        block.only("slack", "webhook", "stdout", "name", "only", "headers", "body");
        List<String> ways =
                List.of("slack", "webhook", "stdout").stream().filter(block::has).toList();
        if (ways.size() != 1) {
            throw block.wrong("slack", "or webhook or stdout says where it goes: one of the three");
        }
        String way = ways.getFirst();
        String named = block.text("name");
        String name = named == null ? way : named;
        Set<Message.Kind> kinds = kinds(block);
        if (!way.equals("webhook") && (block.has("headers") || block.has("body"))) {
            throw block.wrong(block.has("body") ? "body" : "headers", "belongs to a webhook");
        }
        return switch (way) {
            case "slack" -> new To.Slack(name, kinds, reference(block, way));
            case "webhook" ->
                    new To.Webhook(name, kinds, reference(block, way), headers(block), body(block));
            default -> output(block, name, kinds);
        };
    }

    private static To output(YamlBlock block, String name, Set<Message.Kind> kinds) {
        if (!block.flag("stdout", false)) {
            throw block.wrong("stdout", "is true, or not there");
        }
        return new To.Output(name, kinds);
    }

    private static String reference(YamlBlock block, String key) {
        String text = block.required(key);
        if (!REFERENCE.matcher(text.strip()).matches()) {
            throw block.wrong(
                    key,
                    "is ${env:NAME} or ${file:PATH}: whoever knows the address can write there, so"
                            + " it does not belong into this file");
        }
        return text.strip();
    }

    private static Map<String, String> headers(YamlBlock channel) {
        YamlBlock block = channel.block("headers");
        for (String name : block.keys()) {
            if (ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw block.wrong(name, "is sent anyway, and cannot be another one");
            }
        }
        return HttpReader.headers(block);
    }

    private static MessageTemplate body(YamlBlock block) {
        String text = block.text("body");
        if (text == null) {
            return MessageTemplate.usual();
        }
        try {
            return MessageTemplate.parse(text);
        } catch (BackoutException e) {
            throw block.wrong("body", e.getMessage() + "; " + String.join("; ", e.hints()));
        }
    }

    private static Set<Message.Kind> kinds(YamlBlock block) {
        if (!block.has("only")) {
            return EnumSet.allOf(Message.Kind.class);
        }
        Set<Message.Kind> kinds = EnumSet.noneOf(Message.Kind.class);
        for (String word : block.textOrTexts("only")) {
            if (!Message.Kind.words().contains(word)) {
                throw block.wrong(
                        "only",
                        "knows %s, not %s"
                                .formatted(String.join(", ", Message.Kind.words()), word));
            }
            kinds.add(Message.Kind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        if (kinds.isEmpty()) {
            throw block.wrong("only", "names no kind");
        }
        return kinds;
    }
}
