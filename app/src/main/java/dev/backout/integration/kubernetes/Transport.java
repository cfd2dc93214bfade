package dev.backout.integration.kubernetes;

import java.io.IOException;
import java.time.Duration;

/// Brings one request to an API server and one answer back.
public interface Transport extends AutoCloseable {
    /// Sends a request and waits for its answer.
    ///
    /// @param request what is asked
    /// @param patience how long the answer may take
    /// @throws IOException when there is none; whether the request arrived is not known then
    Answer send(Request request, Duration patience) throws IOException;

    /// The server's address, for messages.
    String server();

    @Override
    void close();

    /// What is asked.
    ///
    /// @param path without a slash in front, with its query
    /// @param type of the body; empty when there is none
    record Request(String method, String path, String type, String body) {
        static Request get(String path) {
            return new Request("GET", path, "", "");
        }
    }

    /// What came back.
    ///
    /// @param code the status of HTTP
    record Answer(int code, String body) {}
}
