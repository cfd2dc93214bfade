package dev.backout.scratch;

import java.nio.file.Path;
import java.util.List;

/// A process that is killed while it has a server: prints where the server lives, then waits.
final class KilledOwner {
    private KilledOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        ScratchPlaces standard = ScratchPlaces.standard();
        ScratchPlaces places =
                new ScratchPlaces(
                        standard.archives(), standard.cache(), List.of(Path.of(arguments[0])));
        ScratchServer server =
                new ScratchServers(places)
                        .start(new ScratchRequest.Embedded(Integer.parseInt(arguments[1])));
        System.out.println(server.create().name());
        System.out.flush();
        Thread.sleep(60_000);
        server.close();
    }
}
