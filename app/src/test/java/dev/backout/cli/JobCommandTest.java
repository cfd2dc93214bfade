package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.approval.Keyring;
import dev.backout.error.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A Job that knows an environment: what it takes along is laid out as the cluster would, and its
/// command is run there.
class JobCommandTest extends DeskScene {
    private static final String PLAN = "plan.json";
    private static final String RULES =
            """
            environments:
              production:
                url: ${env:SHOP_URL}
                approvals:
                  signers: ops/allowed_signers
                  groups: {sre: ann@example.com, migration-owner: bob@example.com}
                gates:
                  - sql: {name: nickname is gone, sql: "select count(*) from information_schema.columns where column_name = 'nickname' and table_name = 'users'", expect: 0}
                  - command: {name: the token is there, do: 'test "$T" = 5', environment: {T: '${env:TOKEN}'}}
            """;

    private Keyring keys;

    JobCommandTest() {
        super(18);
    }

    @Override
    Desk desk() throws SQLException, IOException {
        return Desk.planned(server, folder, PLAN);
    }

    @BeforeEach
    void rules() throws IOException {
        desk.set("PATH", System.getenv("PATH"));
        desk.set("SHOP_URL", desk.url());
        desk.write("backout.yaml", RULES);
        desk.set("TOKEN", "5");
        keys = Keyring.of(folder, "ann", "bob");
        desk.write(
                "ops/allowed_signers",
                keys.line("ann@example.com", "ann") + keys.line("bob@example.com", "bob"));
    }

    private void approve(String... people) {
        for (String person : people) {
            desk.type("approve", PLAN, "--env", "production", "--key", person, "--yes");
        }
    }

    private JsonNode job(String... more) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("job", PLAN, "--image", "i", "--secret", "s", "--json"));
        line.addAll(List.of(more));
        Desk.Answer said = desk.type(line.toArray(String[]::new)).is(ExitCode.DONE);
        return new JsonMapper().readTree(said.out());
    }

    /// Runs the pod's command with the volume as the cluster would lay it out.
    private Desk.Answer pod(JsonNode list) throws IOException {
        Path pod = Files.createDirectories(folder.resolve("pod"));
        JsonNode data = list.at("/items/0/data");
        for (JsonNode item : list.at("/items/1/spec/template/spec/volumes/0/configMap/items")) {
            Path file = pod.resolve(item.get("path").asText());
            Files.createDirectories(file.getParent());
            Files.writeString(file, data.get(item.get("key").asText()).asText());
        }
        JsonNode container = list.at("/items/1/spec/template/spec/containers/0");
        assertThat(container.at("/env/0/name").asText()).isEqualTo("SHOP_URL");
        List<String> arguments = new ArrayList<>();
        container
                .get("args")
                .forEach(one -> arguments.add(one.asText().replace("/plan/", pod + "/")));
        return desk.typeIn(pod, arguments.toArray(String[]::new));
    }

    @Test
    void approvalsAndGatesHoldInThePod() throws IOException, SQLException {
        approve("ann");
        assertThat(pod(job("--env", "production")).is(ExitCode.WAITING).err())
                .contains("one of migration-owner (apply) is missing");

        approve("bob");
        JsonNode list = job("--env", "production", "--service-account", "backout");
        assertThat(list.at("/items/1/spec/template/spec/serviceAccountName").asText())
                .isEqualTo("backout");
        assertThat(list.at("/items/1/spec/template/spec/containers/0/env/1").toString())
                .isEqualTo(
                        "{\"name\":\"TOKEN\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"s\","
                                + "\"key\":\"TOKEN\",\"optional\":true}}}");
        assertThat(pod(list).is(ExitCode.DONE).out()).contains("gate: nickname is gone");
        assertThat(desk.value("SELECT message FROM backout.journal WHERE event = 'begun'"))
                .contains("ann@example.com", "bob@example.com");
    }

    @Test
    void noSecretIsTakenAlong() throws IOException {
        assertThat(job("--env", "production").toString())
                .contains("${env:SHOP_URL}")
                .doesNotContain(desk.url());
        desk.write("backout.yaml", RULES + "  old:\n    url: postgresql://u:hunter22@h/d\n");
        assertThat(refused("production"))
                .contains("backout.yaml holds a password")
                .doesNotContain("hunter22");
        desk.write("backout.yaml", RULES.replace("${env:SHOP_URL}", desk.url()));
        assertThat(refused("production")).contains("is not one variable");
        assertThat(refused("prodution")).contains("did you mean production?");
    }

    private String refused(String environment) {
        return desk.type("job", PLAN, "--image", "i", "--secret", "s", "--env", environment)
                .is(ExitCode.USAGE)
                .err();
    }
}
