package dev.postern.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Value;
import dev.postern.config.GrpcSettings;
import dev.postern.config.IdentitySettings;
import dev.postern.config.ListenerAddress;
import dev.postern.config.MappingSettings;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.documents.DirectoryReader;
import dev.postern.documents.Document;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole checks, from Envoy's own types over a socket to a decision by policies and back. */
@Timeout(60)
class ExtAuthzChecksTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String WORLD =
      """
      { "AccountId": "111122223333", "UserDetailList": [ { "UserName": "alice", "UserPolicyList": [
        { "PolicyName": "own", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
          { "Sid": "Web", "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*" },
          { "Sid": "Bot", "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": { "StringLike": { "http:Header/x-kind": "*bot*" } } },
          { "Sid": "Team", "Effect": "Deny", "Action": "*", "Resource": "*",
            "Condition": { "StringEquals": { "http:Query/team": "red" } } },
          { "Sid": "Tcp", "Effect": "Allow", "Action": "execute-api:Connect", "Resource": "*",
            "Condition": { "StringEquals": { "tls:Sni": "db" } } } ] } } ] } ] }
      """;

  private final Vertx vertx = Vertx.vertx();
  private final PolicyDecisionPoint decisions =
      PolicyDecisionPoint.uncached(EvaluationSettings.DEFAULT, InstantSource.system());
  private final ExtAuthzDoor door =
      new ExtAuthzDoor(
          new ExtAuthzParts(
              vertx,
              decisions,
              settings(),
              MappingSettings.DEFAULT,
              IdentitySettings.DEFAULT,
              new PrometheusMetrics().door("grpc"),
              () -> true));
  private ManagedChannel channel;

  private static GrpcSettings settings() {
    GrpcSettings d = GrpcSettings.DEFAULT;
    return new GrpcSettings(
        d.maxReceiveBytes(),
        d.deadlineMargin(),
        d.maxConcurrentStreams(),
        d.maxConnections(),
        d.idleTimeout(),
        GrpcSettings.Metadata.BASIC,
        Duration.ofSeconds(30),
        d.removeHeaders(),
        d.principalHeader());
  }

  @BeforeEach
  void open() {
    Source source = new Source("account.json", WORLD);
    Json json = ((Outcome.Read<Json>) JsonReader.read(source, DirectoryReader.LIMITS)).value();
    Outcome<Directory> world =
        new DirectoryReader().read(List.of(new Document(source, json)), List.of());
    decisions.publish(((Outcome.Read<Directory>) world).value());
    Open.await(door.listen(new ListenerAddress.Tcp("127.0.0.1", 0)));
    channel = NettyChannelBuilder.forAddress("127.0.0.1", door.port()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    Open.await(vertx.close());
  }

  @Test
  @DisplayName("E-1.2 E-11.4 an allowed check says why")
  void check_allowed_saysWhy() {
    CheckResponse response = check(alice(get("/a")));
    assertThat(response.getStatus().getCode()).isZero();
    assertThat(response.getOkResponse().getHeadersToRemoveList()).contains("x-postern-principal");
    Map<String, Value> metadata = response.getDynamicMetadata().getFieldsMap();
    assertThat(metadata.get("decision").getStringValue()).isEqualTo("allowed");
    assertThat(metadata.get("reason").getStringValue()).isEqualTo("policy");
    assertThat(metadata.get("decision_id").getStringValue()).matches("[0-9a-f]{32}");
    assertThat(metadata.get("max_age_s").getNumberValue()).isEqualTo(30);
    assertThat(metadata.get("epoch").getNumberValue()).isEqualTo(1);
  }

  @Test
  @DisplayName("E-3.1 E-16.1 a Deny on a header holds in both forms, sent once or twice")
  void header_denied_isDeniedInEveryForm() {
    HeaderMap.Builder twice =
        HeaderMap.newBuilder().addHeaders(raw("x-kind", "man")).addHeaders(raw("X-Kind", "a bot"));
    assertThat(http(alice(get("/").putHeaders("x-kind", "a bot")))).isEqualTo(403);
    assertThat(http(alice(get("/").putHeaders("x-kind", "man,a bot")))).isEqualTo(403);
    assertThat(http(alice(get("/").setHeaderMap(twice)))).isEqualTo(403);
    assertThat(http(alice(get("/").putHeaders("x-kind", "man")))).isEqualTo(200);
  }

  @Test
  @DisplayName("E-2.14 E-16.6 R-6.5 a Deny on a parameter is not escaped by another spelling")
  void parameter_denied_isDeniedBesideAnotherSpelling() {
    assertThat(http(alice(get("/?team=red")))).isEqualTo(403);
    assertThat(http(alice(get("/?Team=red")))).isEqualTo(403);
    assertThat(http(alice(get("/?team=red&Team=x")))).isEqualTo(403);
    assertThat(http(alice(get("/?team=blue").setQuery("team=red")))).isEqualTo(200);
  }

  @Test
  @DisplayName("E-13.3 E-16.2 a request in the form of a proxyless client is decided")
  void proxylessClient_isDecided() {
    HttpRequest.Builder proxyless =
        HttpRequest.newBuilder()
            .setMethod("POST")
            .setPath("/pkg.Service/Method")
            .setProtocol("HTTP/2")
            .setSize(-1)
            .setHeaderMap(HeaderMap.newBuilder().addHeaders(raw(":authority", "svc")));
    assertThat(http(alice(proxyless))).isEqualTo(200);
  }

  @Test
  @DisplayName("E-13.1 E-16.16 a connection without request is decided")
  void connection_isDecided() {
    AttributeContext.Builder db =
        principal(AttributeContext.newBuilder())
            .setTlsSession(AttributeContext.TLSSession.newBuilder().setSni("db"));
    assertThat(http(db)).isEqualTo(200);
    assertThat(http(principal(AttributeContext.newBuilder()))).isEqualTo(403);
  }

  @Test
  @DisplayName("E-4.7 E-8.1 E-16.4 what never reaches policies is a denial that is not reused")
  void denials_beforePolicies_areNotReused() {
    CheckResponse path = check(alice(get("/a//b")));
    assertThat(path.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(400);
    Map<String, Value> metadata = path.getDynamicMetadata().getFieldsMap();
    assertThat(metadata.get("reason").getStringValue()).isEqualTo("ambiguous_path");
    assertThat(metadata.get("detail").getStringValue()).isEqualTo("c");
    assertThat(metadata.get("max_age_s").getNumberValue()).isZero();
    assertThat(http(alice(get("")))).isEqualTo(403);
    assertThat(http(alice(get("/").setHost("a:b:c")))).isEqualTo(403);
    CheckResponse bad =
        check(attributes(get("/")).putContextExtensions("postern.principal", "nobody I know"));
    assertThat(bad.getStatus().getCode()).isEqualTo(16);
    assertThat(bad.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
    assertThat(bad.getDeniedResponse().getHeadersList())
        .anyMatch(option -> option.getHeader().getKey().equals("www-authenticate"));
  }

  @Test
  @DisplayName("E-3.5 a header that is not UTF-8 does not fail the request, and marks it")
  void header_notUtf8_isMarked() {
    HeaderValue latin =
        HeaderValue.newBuilder()
            .setKey("x-kind")
            .setRawValue(ByteString.copyFrom("\u00E9".getBytes(StandardCharsets.ISO_8859_1)))
            .build();
    CheckResponse response =
        check(alice(get("/").setHeaderMap(HeaderMap.newBuilder().addHeaders(latin))));
    assertThat(response.getStatus().getCode()).isZero();
    assertThat(response.getDynamicMetadata().getFieldsMap().get("detail").getStringValue())
        .isEqualTo("header_not_utf8");
  }

  @Test
  @DisplayName("N-5.1 E-9.1 a mapping by halves is an error and no decision")
  void mappingByHalves_isAnError() {
    StatusRuntimeException e =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> check(alice(get("/")).putContextExtensions("postern.action", "a:B")));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  @DisplayName("E-1.9 N-8.4 a watcher of an unknown service does not hold up draining")
  void watcher_ofUnknownService_doesNotHoldUpDraining() throws InterruptedException {
    List<Integer> seen = HealthClient.watch(channel, "other");
    ExtAuthzDoorTest.eventually(() -> seen.equals(List.of(3)));
    long begun = System.nanoTime();
    Open.await(door.drain(Duration.ofSeconds(8)));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(seen).isEqualTo(List.of(3));
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder().setMethod("GET").setHost("h").setPath(path);
  }

  private static AttributeContext.Builder attributes(HttpRequest.Builder http) {
    return AttributeContext.newBuilder()
        .setRequest(AttributeContext.Request.newBuilder().setHttp(http));
  }

  private static AttributeContext.Builder alice(HttpRequest.Builder http) {
    return principal(attributes(http));
  }

  private static AttributeContext.Builder principal(AttributeContext.Builder attributes) {
    return attributes.putContextExtensions("postern.principal", ALICE);
  }

  private static HeaderValue raw(String name, String value) {
    return HeaderValue.newBuilder()
        .setKey(name)
        .setRawValue(ByteString.copyFromUtf8(value))
        .build();
  }

  private CheckResponse check(AttributeContext.Builder attributes) {
    return AuthorizationGrpc.newBlockingStub(channel)
        .check(CheckRequest.newBuilder().setAttributes(attributes).build());
  }

  private int http(AttributeContext.Builder attributes) {
    CheckResponse response = check(attributes);
    return response.getStatus().getCode() == 0
        ? 200
        : response.getDeniedResponse().getStatus().getCodeValue();
  }
}
