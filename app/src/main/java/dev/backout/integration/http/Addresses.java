package dev.backout.integration.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where a name leads to.
public sealed interface Addresses {
    /// To these.
    record Found(List<InetAddress> all) implements Addresses {
        /// Copies the list.
        public Found {
            all = List.copyOf(all);
        }
    }

    /// Nobody on this machine knows.
    ///
    /// @param why as half a sentence
    record Unknown(String why) implements Addresses {}

    /// Every address of a name: all of IPv4, or all of IPv6 where there is none of the other. An
    /// instance mostly has one of each, and is asked once.
    ///
    /// @param limit for the answer
    static Addresses of(String host, Duration limit) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var asked = executor.submit(() -> InetAddress.getAllByName(host));
        executor.shutdown();
        try {
            List<InetAddress> all = List.of(asked.get(limit.toMillis(), TimeUnit.MILLISECONDS));
            List<InetAddress> old = all.stream().filter(Inet4Address.class::isInstance).toList();
            return new Found(old.isEmpty() ? all : old);
        } catch (ExecutionException e) {
            return new Unknown(
                    e.getCause() instanceof UnknownHostException
                            ? "the name %s is not known here".formatted(host)
                            : "the name %s: %s".formatted(host, e.getCause()));
        } catch (TimeoutException e) {
            return new Unknown(
                    "the name %s is not answered within %d ms".formatted(host, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted");
        }
    }
}
