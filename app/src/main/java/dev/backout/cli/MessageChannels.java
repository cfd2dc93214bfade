package dev.backout.cli;

import dev.backout.config.Choices;
import dev.backout.config.Configuration;
import dev.backout.database.Secret;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.slack.SlackText;
import dev.backout.integration.webhook.HttpChannel;
import dev.backout.message.Channel;
import dev.backout.message.Message;
import dev.backout.message.MessageSettings;
import dev.backout.message.MessageSettings.To;
import dev.backout.message.Printed;
import dev.backout.reference.References;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Opens the channels of backout.yaml: what is behind their references is looked up now, before
/// anything is touched.
///
/// @param print prints a message for the channel that is standard output
record MessageChannels(Choices choices, Consumer<Message> print) {
    /// All of them.
    ///
    /// @throws BackoutException `configuration-invalid` when there is nothing behind a reference
    List<Channel> open(MessageSettings settings) {
        References references = Configuration.references(choices);
        try {
            return settings.channels().stream().map(to -> open(to, references)).toList();
        } catch (BackoutException e) {
            throw new BackoutException(
                    e.code(),
                    String.valueOf(e.getMessage()),
                    List.of("nothing was executed; --no-messages goes on without telling anybody"),
                    e);
        }
    }

    private Channel open(To to, References references) {
        return switch (to) {
            case To.Slack slack -> http(slack, slack.url(), Map.of(), SlackText::of, references);
            case To.Webhook webhook ->
                    http(
                            webhook,
                            webhook.url(),
                            headers(webhook, references),
                            webhook.body()::filled,
                            references);
            case To.Output output -> new Printed(output.name(), output.kinds(), print);
        };
    }

    private static HttpChannel http(
            To to,
            String reference,
            Map<String, Secret> headers,
            Function<Message, String> body,
            References references) {
        String url = references.text(reference, where(to)).text().strip();
        if (!address(url)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s: what %s stands for is no address that begins with http"
                            .formatted(where(to), reference));
        }
        return new HttpChannel(
                to.name(), to.kinds(), new Secret(url), headers, body, HttpChannel.LIMIT);
    }

    private static Map<String, Secret> headers(To.Webhook webhook, References references) {
        Map<String, Secret> headers = new HashMap<>();
        references
                .headers(webhook.headers(), where(webhook))
                .forEach((name, value) -> headers.put(name, new Secret(value.text())));
        return headers;
    }

    private static boolean address(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            return List.of("http", "https").contains(scheme) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            // Its message would hold the address.
            return false;
        }
    }

    private static String where(To to) {
        return "the channel %s of messages".formatted(to.name());
    }
}
