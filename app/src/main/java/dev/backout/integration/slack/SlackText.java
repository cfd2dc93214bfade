package dev.backout.integration.slack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.message.Message;

import java.util.ArrayList;
import java.util.List;

/// What an incoming webhook of Slack takes. Names from a database are escaped, so that none of them
/// becomes a link, a mention or a call of everybody.
public final class SlackText {
    private static final JsonMapper MAPPER = new JsonMapper();

    /// Nobody reads more of it in a channel.
    private static final int LONGEST = 3000;

    private SlackText() {}

    /// The JSON of a message: its title in bold, then its facts.
    public static String of(Message message) {
        List<String> lines = new ArrayList<>(List.of("*%s*".formatted(message.title())));
        message.facts().forEach((fact, text) -> lines.add("%s: %s".formatted(fact.word(), text)));
        String text = String.join("\n", lines);
        ObjectNode payload = MAPPER.createObjectNode();
        payload.put(
                "text", escaped(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        payload.put("unfurl_links", false);
        return payload.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
