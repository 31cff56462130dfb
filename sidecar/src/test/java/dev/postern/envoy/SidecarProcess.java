package dev.postern.envoy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Postern as a process of its own: {@code serve} with the class path of the tests. */
final class SidecarProcess implements AutoCloseable {
  private static final Duration READY_IN = Duration.ofSeconds(60);
  private static final Pattern OPERATION = Pattern.compile("operation[ =:]+127\\.0\\.0\\.1:(\\d+)");
  private static final Pattern GRPC = Pattern.compile("ext-authz-grpc[ =:]+127\\.0\\.0\\.1:(\\d+)");

  private static final Pattern API = Pattern.compile("api[ =:]+127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path output;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private SidecarProcess(Process process, Path output, Path log) {
    this.process = process;
    this.output = output;
    this.log = log;
  }

  /**
   * Starts it on ports that the system chooses, and waits until it says that it is ready.
   *
   * @param folder where its output goes
   * @param data the data directory
   * @param arguments more of them
   */
  static SidecarProcess start(Path folder, Path data, String... arguments) throws Exception {
    SidecarProcess sidecar = launch(folder, data, arguments);
    try {
      sidecar.await(() -> Files.readString(sidecar.output).contains("\n"));
    } catch (Exception | Error e) {
      sidecar.close();
      throw e;
    }
    return sidecar;
  }

  /** Starts it without waiting. */
  static SidecarProcess launch(Path folder, Path data, String... arguments) throws IOException {
    Path output = folder.resolve("postern.out");
    Path log = folder.resolve("postern.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.postern.Main",
                "serve",
                "--data",
                data.toString(),
                "--set",
                "listeners.operation.address=127.0.0.1:0",
                "--set",
                "listeners.api.address=127.0.0.1:0"));
    if (!List.of(arguments).toString().contains("listeners.ext-authz-grpc.address")) {
      command.addAll(List.of("--set", "listeners.ext-authz-grpc.address=127.0.0.1:0"));
    }
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(log.toFile())
            .start();
    return new SidecarProcess(process, output, log);
  }

  /** Waits until something holds, as long as the process lives. */
  void await(Condition condition) throws Exception {
    long end = System.nanoTime() + READY_IN.toNanos();
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            "Postern is not ready: " + Files.readString(output) + Files.readString(log));
      }
      Thread.sleep(20);
    }
  }

  /** The port of the gRPC listener, from the line of N-7.4. */
  int grpcPort() throws IOException {
    return port(GRPC);
  }

  /** The body that the check API answers to a body. */
  String ask(String path, String body) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port(API) + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private int port(Pattern listener) throws IOException {
    String line = Files.readString(output);
    Matcher matcher = listener.matcher(line);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + listener + " in: " + line);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** The sum of all series of a metric that have these labels, each {@code name="value"}. */
  long metric(String name, String... labels) throws IOException, InterruptedException {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{") && Stream.of(labels).allMatch(line::contains))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port(OPERATION) + path);
    return client
        .send(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGSTOP; returns when no thread runs any more, which may take the scheduler a moment. */
  void stop() throws Exception {
    signal("STOP");
    await(this::isStopped);
  }

  /** SIGCONT. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Whether the system says of every thread that it is stopped. */
  private boolean isStopped() throws IOException {
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path thread : threads.toList()) {
        String line = Files.readString(thread.resolve("stat"));
        if (line.charAt(line.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    int rc = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (rc != 0) {
      throw new IllegalStateException("kill -" + name + " ended with " + rc);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  /** Something that may come to hold. */
  interface Condition {
    boolean holds() throws Exception;
  }
}
