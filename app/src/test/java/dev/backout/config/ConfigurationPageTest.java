package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.migration.Migration;
import dev.backout.migration.Script;
import dev.backout.policy.Rules;
import dev.backout.policy.Waiver;
import dev.backout.run.RunSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The examples of docs/configuration.md are read by the readers that they describe.
class ConfigurationPageTest {
    private static final Path PAGES = Path.of(System.getProperty("backout.root", ".."), "docs");

    @Test
    void theExampleOfBackoutYamlIsUnderstoodAndShowsTheDefaults(@TempDir Path folder)
            throws IOException {
        Workshop.in(folder).file("backout.yaml", example("backout.yaml"));
        Settings settings = SettingsReader.read(folder.resolve("backout.yaml"));
        assertThat(settings.rules()).isEqualTo(Rules.DEFAULT);
        assertThat(settings.lockTimeout()).isEqualTo(RunSettings.LOCK_TIMEOUT);
        assertThat(settings.environments()).containsOnlyKeys("staging", "production");
    }

    @Test
    void theExampleOfAWaiverIsUnderstood() throws IOException {
        byte[] text = example("waiver.yaml").getBytes(StandardCharsets.UTF_8);
        Script script = Script.of("waiver.yaml", text);
        Waiver waiver = WaiverReader.read(new Migration("1_m", script, null, script));
        assertThat(waiver).isNotNull();
        assertThat(waiver.covers("public.users.email")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands.md", "gates.md", "runbook.md"})
    void theExamplesOfOtherPagesAreUnderstood(String page, @TempDir Path folder)
            throws IOException {
        Workshop.in(folder).file("backout.yaml", example(page, "backout.yaml"));
        Settings settings = SettingsReader.read(folder.resolve("backout.yaml"));
        assertThat(settings.environments().get("production")).isNotNull();
    }

    static String example(String name) throws IOException {
        return example("configuration.md", name);
    }

    private static String example(String page, String name) throws IOException {
        Matcher block =
                Pattern.compile("```yaml\n(# " + Pattern.quote(name) + "\n.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGES.resolve(page)));
        assertThat(block.find()).as(name).isTrue();
        return block.group(1);
    }
}
