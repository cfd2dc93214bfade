package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.message.Message;
import dev.backout.message.MessageSettings;
import dev.backout.owners.Owner;
import dev.backout.window.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;

/// `messages`, `owners` and `window` of backout.yaml.
class MessagesReaderTest {
    @TempDir Path folder;

    @Test
    void readsWhoIsTold() {
        MessageSettings messages =
                production(
                                """
                                messages:
                                  every: 5m
                                  report: https://runbooks.example/backout/{run}
                                  channels:
                                    - slack: ${env:SLACK_URL}
                                    - webhook: ${file:secrets/status}
                                      name: status page
                                      only: [announced, done]
                                      headers: {Authorization: "Bearer ${env:TOKEN}"}
                                      body: '{"text": "{{title}}"}'
                                    - stdout: true
                                """)
                        .messages();
        assertThat(messages.every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(messages.reportOf("01A")).isEqualTo("https://runbooks.example/backout/01A");
        assertThat(messages.channels())
                .extracting(MessageSettings.To::name)
                .containsExactly("slack", "status page", "stdout");
        assertThat(messages.channels().get(0).kinds()).hasSize(Message.Kind.values().length);
        assertThat(messages.channels().get(1).kinds())
                .containsExactlyInAnyOrder(Message.Kind.ANNOUNCED, Message.Kind.DONE);
        assertThat(messages.channels().get(1))
                .isInstanceOfSatisfying(
                        MessageSettings.To.Webhook.class,
                        webhook -> {
                            assertThat(webhook.url()).isEqualTo("${file:secrets/status}");
                            assertThat(webhook.headers())
                                    .containsEntry("Authorization", "Bearer ${env:TOKEN}");
                        });
    }

    @Test
    void nobodyIsToldUnlessItSaysSo() {
        assertThat(production("").messages()).isEqualTo(MessageSettings.NONE);
        assertThat(production("").window()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{slack: 'https://hooks.example.com/T/B/x'} | is ${env:NAME} or ${file:PATH}",
                "{slack: 'x${env:A}'} | is ${env:NAME} or ${file:PATH}",
                "{} | one of the three",
                "{slack: '${env:A}', webhook: '${env:B}'} | one of the three",
                "{slak: '${env:A}'} | messages.channels[0].slak is not a setting",
                "{slack: '${env:A}', body: '{}'} | body belongs to a webhook",
                "{webhook: '${env:A}', body: '{\"a\": {{title}}}'} | body is no JSON",
                "{webhook: '${env:A}', body: '{\"a\": \"{{titel}}\"}'} | placeholder {{titel}}",
                "{webhook: '${env:A}', headers: {X-Token: abc}} | X-Token is a secret",
                "{webhook: '${env:A}', headers: {Host: b}} | headers.Host is sent anyway",
                "{slack: '${env:A}', only: []} | only names no kind",
                "{slack: '${env:A}', only: finished} | only knows announced, started",
                "{stdout: no} | stdout is true"
            })
    void refusesWhatItDoesNotUnderstand(String channel, String said) {
        assertThatThrownBy(() -> production("messages: {channels: [%s]}".formatted(channel)))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageContaining(said)
                .hasMessageNotContaining("hooks.example.com");
    }

    @Test
    void channelsAreToldApart() {
        assertThatThrownBy(() ->
                        production(
                                "messages: {channels: [{slack: '${env:A}'}, {slack:"
                                        + " '${env:B}'}]}"))
                .hasMessageContaining("has to tell it from the other channel slack");
        assertThatThrownBy(() -> production("messages: {every: 10ms}"))
                .hasMessageContaining("messages.every is at least 1s");
    }

    @Test
    void readsOwners() {
        Settings settings =
                read(
                        """
                        owners:
                          public.orders: {team: checkout, contact: "#oncall", service: api}
                          "billing.inv*": {team: billing}
                          "*": {team: platform}
                        """);
        assertThat(settings.owners().of("public", "orders"))
                .isEqualTo(new Owner("checkout", "#oncall", "api"));
        assertThat(settings.owners().of("billing", "invoice"))
                .isEqualTo(new Owner("billing", null, null));
        assertThat(settings.owners().of("public", "users"))
                .isEqualTo(new Owner("platform", null, null));
        assertThatThrownBy(() -> read("owners: {public.orders: {contact: x}}"))
                .hasMessageContaining("owners.public.orders.team is missing");
        assertThatThrownBy(() -> read("owners: {a.b.c: {team: x}}"))
                .hasMessageContaining("is no table SCHEMA.TABLE, no schema, and no pattern");
    }

    @Test
    void readsTheWindow() {
        assertThat(
                        production(
                                        "window: {from: 22:00, until: 02:00, days: [mon, tuesday],"
                                                + " zone: Europe/Berlin}")
                                .window())
                .isEqualTo(
                        new Window(
                                LocalTime.of(22, 0),
                                LocalTime.of(2, 0),
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                                ZoneId.of("Europe/Berlin")));
        assertThatThrownBy(() -> production("window: {from: 22:00, until: 2:00, zone: UTC}"))
                .hasMessageContaining("window.until is a time such as 22:00, not 2:00");
        assertThatThrownBy(() -> production("window: {from: 22:00, until: 22:00, zone: UTC}"))
                .hasMessageContaining("is another time than from");
        assertThatThrownBy(() -> production("window: {from: 22:00, until: 23:00, zone: Berlin}"))
                .hasMessageContaining("is a time zone such as");
        assertThatThrownBy(() ->
                        production("window: {from: 22:00, until: 23:00, zone: UTC, days: [t]}"))
                .hasMessageContaining("are days such as mon");
        assertThatThrownBy(() ->
                        production("window: {from: 22:00, until: 23:00, zone: UTC, days: []}"))
                .hasMessageContaining("window.days names no day");
    }

    private Settings.Environment production(String block) {
        return Objects.requireNonNull(
                read("environments:\n  production:\n    url: postgresql://h/d\n" + block.indent(4))
                        .environments()
                        .get("production"));
    }

    private Settings read(String text) {
        Workshop.in(folder).file("backout.yaml", text);
        return SettingsReader.read(folder.resolve("backout.yaml"));
    }
}
