package dev.postern.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Envoy that runs with a configuration, on ports that the system chooses. */
final class EnvoyProcess implements AutoCloseable {
  /** Envoy asks the kernel to end it with the thread that started it, so this one never ends. */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("envoy-starter").factory());

  private static final Pattern LISTENER = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
  private static final Duration READY_IN = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String admin;
  private final int port;

  private EnvoyProcess(Process process, Path log, Path adminAddress)
      throws IOException, InterruptedException {
    this.process = process;
    this.log = log;
    long end = System.nanoTime() + READY_IN.toNanos();
    while (!Files.exists(adminAddress) || Files.size(adminAddress) == 0) {
      pause(end);
    }
    this.admin = "http://" + Files.readString(adminAddress).strip();
    while (!admin("/ready").equals("LIVE\n")) {
      pause(end);
    }
    Matcher listener = LISTENER.matcher(admin("/listeners"));
    if (!listener.find()) {
      throw new IllegalStateException("Envoy has no listener: " + Files.readString(log));
    }
    this.port = Integer.parseInt(listener.group(1));
  }

  /**
   * Starts an Envoy of this version and waits until it is ready.
   *
   * @param folder where its files are written
   * @param configuration YAML without `admin`
   */
  static EnvoyProcess start(String version, Path folder, String configuration) throws Exception {
    Path binary = EnvoyInstall.binary(version);
    Path config = folder.resolve("envoy.yaml");
    Path adminAddress = folder.resolve("admin-address");
    Path log = folder.resolve("envoy.log");
    Files.deleteIfExists(adminAddress);
    Files.writeString(
        config,
        configuration
            + "\nadmin: {address: {socket_address: {address: 127.0.0.1, port_value: 0}}}\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                binary.toString(),
                "-c",
                config.toString(),
                "--use-dynamic-base-id",
                "--concurrency",
                "1",
                "--log-level",
                "warning",
                "--admin-address-path",
                adminAddress.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = onStarter(builder);
    try {
      return new EnvoyProcess(process, log, adminAddress);
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Process onStarter(ProcessBuilder builder) throws Exception {
    try {
      return STARTER.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot start " + builder.command(), e.getCause());
    }
  }

  private void pause(long end) throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() > end) {
      throw new IllegalStateException("Envoy is not ready: " + Files.readString(log));
    }
    Thread.sleep(20);
  }

  /** The port of its only listener. */
  int port() {
    return port;
  }

  /** What it has logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** A counter of the ext_authz filter: `ok`, `denied`, `error`, … */
  long extAuthz(String counter) throws IOException, InterruptedException {
    String name = "http.ingress.ext_authz." + counter + ":";
    for (String line : admin("/stats?filter=ext_authz").split("\n")) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).strip());
      }
    }
    throw new IllegalStateException("Envoy does not count " + counter);
  }

  private String admin(String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(admin + path))
                .timeout(Duration.ofSeconds(10))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
