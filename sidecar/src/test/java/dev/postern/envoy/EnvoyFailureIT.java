package dev.postern.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.envoy.EnvoyConfig.Headers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Envoy makes of a Postern that does not answer: never an allow (E-9.1). */
class EnvoyFailureIT {
  private static final Path DATA = Path.of("src/test/resources/dev/postern/envoy/data");

  @TempDir Path folder;

  @ParameterizedTest(name = "Envoy {0}")
  @ValueSource(strings = {Versions.OLDEST, Versions.NEWEST})
  @DisplayName("E-9.1: a killed server is an error, 403 and never an allow")
  void aKilledServer_isForbidden(String version) throws Exception {
    try (EchoUpstream app = new EchoUpstream();
        SidecarProcess postern = SidecarProcess.start(folder, DATA);
        EnvoyProcess envoy = envoy(version, postern, app, "5s")) {
      RawClient client = new RawClient(envoy.port());
      assertThat(client.send("GET /desk/1").status()).isEqualTo(200);
      postern.kill();
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /desk/1").status()).isEqualTo(403);
      }
      assertThat(envoy.extAuthz("error")).isEqualTo(3);
      assertThat(envoy.extAuthz("failure_mode_allowed")).isZero();
      assertThat(app.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "Envoy {0}")
  @ValueSource(strings = {Versions.OLDEST, Versions.NEWEST})
  @DisplayName("E-1.3, E-9.1: a server that hangs is a timeout, 403 and never an allow")
  void aStoppedServer_isForbiddenAfterTheTimeout(String version) throws Exception {
    try (EchoUpstream app = new EchoUpstream();
        SidecarProcess postern = SidecarProcess.start(folder, DATA);
        EnvoyProcess envoy = envoy(version, postern, app, "1s")) {
      RawClient client = new RawClient(envoy.port());
      assertThat(client.send("GET /desk/1").status()).isEqualTo(200);
      postern.stop();
      assertThat(client.send("GET /desk/1").status()).isEqualTo(403);
      assertThat(envoy.extAuthz("error")).isEqualTo(1);
      assertThat(app.requests()).isEqualTo(1);
      postern.goOn();
      assertThat(client.send("GET /desk/1").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest(name = "Envoy {0}")
  @ValueSource(strings = {Versions.OLDEST, Versions.NEWEST})
  @DisplayName("E-9.1, E-9.3, N-1.9: without policies every check is an error")
  void withoutPolicies_everythingIsForbidden(String version) throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("account.yaml"), "AccountId: \"12\"\nUserDetailList: []\n");
    int port = freePort();
    try (EchoUpstream app = new EchoUpstream();
        SidecarProcess postern =
            SidecarProcess.launch(
                folder,
                broken,
                "--allow-broken-start",
                "--set",
                "listeners.ext-authz-grpc.address=127.0.0.1:" + port);
        EnvoyProcess envoy =
            EnvoyProcess.start(
                version,
                folder,
                new EnvoyConfig(EnvoyConfig.tcp(port), app.port(), Headers.RAW, "5s").yaml())) {
      postern.await(() -> isOpen(port));
      assertThat(new RawClient(envoy.port()).send("GET /desk/1").status()).isEqualTo(403);
      assertThat(envoy.extAuthz("error")).isEqualTo(1);
      assertThat(envoy.extAuthz("denied")).isZero();
      assertThat(app.requests()).isZero();
    }
  }

  private EnvoyProcess envoy(
      String version, SidecarProcess postern, EchoUpstream app, String timeout) throws Exception {
    EnvoyConfig config =
        new EnvoyConfig(EnvoyConfig.tcp(postern.grpcPort()), app.port(), Headers.RAW, timeout);
    return EnvoyProcess.start(version, folder, config.yaml());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
