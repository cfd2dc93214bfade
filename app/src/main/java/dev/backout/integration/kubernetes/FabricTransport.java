package dev.backout.integration.kubernetes;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A transport by fabric8's client, which knows kubeconfig files, the programs that they name for a
/// login, and the account of a pod. It is asked for nothing but HTTP: objects of which only a few
/// fields are known to us keep all the others.
final class FabricTransport implements Transport {
    private static final int CONNECT_MILLIS = 5_000;

    private final Config config;
    private final HttpClient http;

    private FabricTransport(Config config) {
        this.config = config;
        this.http = HttpClientUtils.getHttpClientFactory().newBuilder(config).build();
    }

    /// @throws BackoutException `configuration-invalid` when there is no such context or file
    static FabricTransport open(KubernetesSettings settings) {
        return new FabricTransport(
                new ConfigBuilder(config(settings))
                        .withConnectionTimeout(CONNECT_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .withUserAgent(Cluster.OURSELVES)
                        .build());
    }

    /// The namespace of the context, or of the pod; null when neither says one.
    @Nullable String namespace() {
        return config.getNamespace();
    }

    @Override
    public String server() {
        return config.getMasterUrl().replaceAll("/+$", "");
    }

    @Override
    public Answer send(Request request, Duration patience) throws IOException {
        HttpRequest.Builder builder =
                http.newHttpRequestBuilder().uri(server() + "/" + request.path());
        if (request.type().isEmpty()) {
            builder.method(request.method(), null, null);
        } else {
            builder.method(request.method(), request.type(), request.body());
        }
        var answer = http.sendAsync(builder.build(), byte[].class);
        try {
            HttpResponse<byte[]> response =
                    answer.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            byte[] body = response.body();
            return new Answer(
                    response.code(), body == null ? "" : new String(body, StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    "no answer within %d ms".formatted(Math.max(1, patience.toMillis())), e);
        } catch (ExecutionException e) {
            throw new IOException(innermost(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private static Config config(KubernetesSettings settings) {
        Path file = settings.kubeconfig();
        if (file != null && !Files.isReadable(file)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the kubeconfig %s cannot be read".formatted(file));
        }
        Config config;
        try {
            config =
                    file == null
                            ? Config.autoConfigure(settings.context())
                            : Config.fromKubeconfig(settings.context(), file.toFile());
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new BackoutException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the kubeconfig %s cannot be understood".formatted(file == null ? "" : file),
                    List.of("try: kubectl config view"),
                    e);
        }
        insistOnContext(settings.context(), config);
        return config;
    }

    private static void insistOnContext(@Nullable String wanted, Config config) {
        if (wanted == null) {
            return;
        }
        NamedContext found = config.getCurrentContext();
        if (found == null || !wanted.equals(found.getName())) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "no kubeconfig has the context %s".formatted(wanted),
                    "known ones: kubectl config get-contexts");
        }
    }

    /// The reason that a person can do something about stands at the bottom.
    private static String innermost(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
