package dev.backout.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;

class RightsTest {
    @Test
    void anOrdinaryUserStartsServersItself() {
        assumeTrue(!System.getProperty("user.name").equals("root"), "we are root");

        assertThat(Rights.detect()).isEqualTo(Rights.OWN);
    }

    @Test
    void rootStartsServersAsNobodyWhenNamespacesAreForbidden() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become nobody");
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());

        try (ScratchServer server = servers.embedded(18, Rights.NOBODY)) {
            Servers.must(server.create().run("CREATE TABLE t ()"));
            Path data = Path.of(Servers.value(server.create().admin(), "SHOW data_directory"));
            assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(65534);
        }
    }
}
