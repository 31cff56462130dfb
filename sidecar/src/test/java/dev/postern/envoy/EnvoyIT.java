package dev.postern.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.envoy.EnvoyConfig.Headers;
import dev.postern.envoy.RawClient.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions, as a client of a real Envoy meets them. */
@ParameterizedClass(name = "Envoy {0}")
@ValueSource(strings = {Versions.OLDEST, Versions.NEWEST})
class EnvoyIT {
  private static final Path DATA = Path.of("src/test/resources/dev/postern/envoy/data");
  private static final String ALICE = "arn:aws:iam::123456789012:user/alice";
  private static final String AS_BOB = "x-route: bob";

  private static Path folder;
  private static EchoUpstream app;
  private static SidecarProcess tcp;
  private static SidecarProcess unix;
  private static EnvoyProcess raw;
  private static EnvoyProcess joined;
  private static EnvoyProcess pipe;

  private final RawClient client = new RawClient(raw.port());

  EnvoyIT(String version) {}

  @BeforeParameterizedClassInvocation
  static void start(String version) throws Exception {
    folder = Files.createTempDirectory("postern-envoy");
    app = new EchoUpstream();
    String socket = folder.resolve("authz.sock").toString();
    tcp = SidecarProcess.start(sub("tcp"), DATA, with("grpc.max-recv-bytes=16384"));
    unix =
        SidecarProcess.start(
            sub("unix"), DATA, with("listeners.ext-authz-grpc.address=unix:" + socket));
    String address = EnvoyConfig.tcp(tcp.grpcPort());
    raw = envoy(version, "raw", address, Headers.RAW);
    joined = envoy(version, "joined", address, Headers.JOINED);
    pipe = envoy(version, "pipe", EnvoyConfig.pipe(socket), Headers.RAW);
  }

  private static EnvoyProcess envoy(String version, String name, String address, Headers headers)
      throws Exception {
    EnvoyConfig config = new EnvoyConfig(address, app.port(), headers, "5s");
    return EnvoyProcess.start(version, sub(name), config.yaml());
  }

  private static String[] with(String setting) {
    return new String[] {"--set", "grpc.principal-header=x-caller", "--set", setting};
  }

  private static Path sub(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    for (AutoCloseable part : new AutoCloseable[] {raw, joined, pipe, tcp, unix, app}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @DisplayName("E-1.2, E-7.1: an allowed request reaches the application")
  void anAllowedRequest_reachesTheApplication() throws Exception {
    Response answer = client.send("GET /reports/2026?page=2");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("GET /reports/2026?page=2\n");
  }

  @Test
  @DisplayName("E-8.1: what no policy allows is 403, and the application does not see it")
  void whatNoPolicyAllows_isForbidden() throws Exception {
    long before = app.requests();
    assertThat(client.send("POST /reports/2026", "content-length: 0").status()).isEqualTo(403);
    assertThat(app.requests()).isEqualTo(before);
  }

  @Test
  @DisplayName("R-10.2, N-5.3: a Deny on a path holds against an Allow")
  void aDenyOnAPath_isForbidden() throws Exception {
    assertThat(client.send("GET /secret/plans").status()).isEqualTo(403);
    assertThat(client.send("GET /%73ecret/plans").status()).isEqualTo(403);
    assertThat(client.send("GET /open/plans").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("N-4.2, E-6.1: the route says who is calling")
  void routes_sayWhoIsCalling() throws Exception {
    assertThat(client.send("GET /desk/1").status()).isEqualTo(200);
    assertThat(client.send("GET /desk/1", AS_BOB).status()).isEqualTo(403);
    assertThat(client.send("GET /bob/1", AS_BOB).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("N-4.1: where nothing says who is calling, nobody is")
  void withoutAPrincipal_theCallerIsAnonymous() throws Exception {
    assertThat(client.send("GET /desk/1", "x-route: nobody").status()).isEqualTo(403);
  }

  @Test
  @DisplayName("N-5.1: the route says action and resource")
  void routes_sayActionAndResource() throws Exception {
    assertThat(client.send("GET /desk/1", "x-route: action").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("E-6.2: a header is no identity")
  void anIdentityHeader_doesNotChangeTheCaller() throws Exception {
    for (String name : List.of("x-postern-principal", "x-caller", "postern.principal")) {
      assertThat(client.send("GET /desk/1", AS_BOB, name + ": " + ALICE).status()).isEqualTo(403);
    }
  }

  @Test
  @DisplayName("E-7.5, E-7.6, E-10.1, E-16.3: identity headers of a client do not survive")
  void identityHeadersOfAClient_doNotReachTheApplication() throws Exception {
    String root = "arn:aws:iam::123456789012:root";
    for (EnvoyProcess envoy : List.of(raw, joined, pipe)) {
      Response answer =
          new RawClient(envoy.port())
              .send(
                  "GET /desk/1",
                  "x-postern-principal: " + root,
                  "X-Postern-Principal: " + root,
                  "x-caller: " + root,
                  "X-Caller: " + root,
                  "x-envoy-auth-failure-mode-allowed: true");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.seen("x-postern-principal")).isEmpty();
      assertThat(answer.seen("x-envoy-auth-failure-mode-allowed")).isEmpty();
      assertThat(answer.seen("x-caller")).containsExactly(ALICE);
      assertThat(answer.body()).doesNotContain(root);
    }
  }

  @Test
  @DisplayName("E-4.6, E-4.7, E-16.5: a path that could be read differently is 400")
  void ambiguousPaths_areRefused() throws Exception {
    long before = app.requests();
    for (String path :
        List.of(
            "/desk/../secret/x",
            "/desk/%2e%2E/secret/x",
            "/desk/./x",
            "//desk/x",
            "/desk%2fx",
            "/desk%5Cx",
            "/desk;v=1/x",
            "/desk/%252e",
            "/desk/%zz",
            "/desk/%01",
            "/desk/%c0%af")) {
      assertThat(client.send("GET " + path).status()).as(path).isEqualTo(400);
    }
    assertThat(app.requests()).isEqualTo(before);
  }

  @Test
  @DisplayName("E-3.4, E-16.1: a Deny on a header is not escaped by sending it twice")
  void aHeaderSentTwice_isDeniedInBothForms() throws Exception {
    for (EnvoyProcess envoy : List.of(raw, joined)) {
      RawClient sender = new RawClient(envoy.port());
      assertThat(sender.send("GET /desk/1", "x-mode: good").status()).isEqualTo(200);
      assertThat(sender.send("GET /desk/1", "x-mode: evil").status()).isEqualTo(403);
      assertThat(sender.send("GET /desk/1", "x-mode: good", "x-mode: evil").status())
          .isEqualTo(403);
      assertThat(sender.send("GET /desk/1", "x-mode: evil", "x-mode: good").status())
          .isEqualTo(403);
    }
  }

  @Test
  @DisplayName("E-16.1, E-1.8: raw headers, joined headers and a Unix socket decide alike")
  void rawJoinedAndUnixSocket_decideAlike() throws Exception {
    List<List<Integer>> statuses = new ArrayList<>();
    for (EnvoyProcess envoy : List.of(raw, joined, pipe)) {
      RawClient sender = new RawClient(envoy.port());
      List<Integer> mine = new ArrayList<>();
      for (String line :
          List.of(
              "GET /desk/1",
              "POST /desk/1",
              "GET /secret/1",
              "GET /desk/../1",
              "OPTIONS *",
              "GET /bob/1?a=%zz")) {
        mine.add(sender.send(line).status());
        mine.add(sender.send(line, AS_BOB, "cookie: a=1", "cookie: b=2", "x-b: \u00ff").status());
      }
      statuses.add(mine);
    }
    assertThat(statuses.get(0)).contains(200, 403, 400);
    assertThat(statuses.get(1)).isEqualTo(statuses.get(0));
    assertThat(statuses.get(2)).isEqualTo(statuses.get(0));
  }

  @Test
  @DisplayName("E-14.2: Envoy's ok, denied and error are our allowed, denied and failed")
  void countersOfBoth_addUp() throws Exception {
    long[] envoyBefore = envoyCounts();
    long[] posternBefore = posternCounts();
    for (int i = 0; i < 5; i++) {
      assertThat(client.send("GET /desk/" + i).status()).isEqualTo(200);
    }
    for (String line : List.of("POST /desk/1", "GET /secret/1", "GET /desk/../1")) {
      client.send(line, "content-length: 0");
    }
    for (int i = 0; i < 2; i++) {
      String large = "x-large: " + "a".repeat(20_000); // longer than grpc.max-recv-bytes (E-1.6)
      assertThat(client.send("GET /desk/1", large).status()).isEqualTo(403);
    }
    assertThat(since(envoyBefore, envoyCounts())).containsExactly(5, 3, 2);
    assertThat(since(posternBefore, posternCounts())).containsExactly(5, 3, 2);
  }

  private static long[] envoyCounts() throws Exception {
    return new long[] {raw.extAuthz("ok"), raw.extAuthz("denied"), raw.extAuthz("error")};
  }

  private static long[] posternCounts() throws Exception {
    long all = tcp.metric("postern_checks_total", "door=\"ext_authz_grpc\"");
    long allowed =
        tcp.metric("postern_checks_total", "door=\"ext_authz_grpc\"", "decision=\"allowed\"");
    return new long[] {
      allowed, all - allowed, tcp.metric("postern_errors_total", "door=\"ext_authz_grpc\"")
    };
  }

  private static long[] since(long[] before, long[] after) {
    long[] difference = new long[before.length];
    for (int i = 0; i < before.length; i++) {
      difference[i] = after[i] - before[i];
    }
    return difference;
  }
}
