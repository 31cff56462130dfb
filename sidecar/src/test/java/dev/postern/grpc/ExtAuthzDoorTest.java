package dev.postern.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.model.Verdict;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door as a client of grpc-java with Envoy's own types sees it. */
@Timeout(60)
class ExtAuthzDoorTest {
  private static final CheckRequest REQUEST =
      CheckRequest.newBuilder()
          .setAttributes(AttributeContext.newBuilder().putContextExtensions("a", "b"))
          .build();

  private Open open = new Open(Open.deciding(Verdict.ALLOWED));
  private ManagedChannel channel = open.channel();

  @AfterEach
  void close() {
    channel.shutdownNow();
    open.close();
  }

  @Test
  @DisplayName("E-1.1 E-1.2 E-7.1 an allow is a message with status OK")
  void check_allowed_isAnswered() {
    CheckResponse response = stub().check(REQUEST);
    assertThat(response.getStatus().getCode()).isZero();
    assertThat(response.hasOkResponse()).isTrue();
    assertThat(open.count(checks("allowed"))).isEqualTo("1");
  }

  @Test
  @DisplayName("E-1.2 E-8.1 a denial is a message with status OK, too")
  void check_denied_isAnswered() {
    with(Open.deciding(Verdict.EXPLICIT_DENY));
    CheckResponse response = stub().check(REQUEST);
    assertThat(response.getStatus().getCode()).isEqualTo(7);
    assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(403);
    assertThat(open.count(checks("explicitDeny"))).isEqualTo("1");
  }

  @Test
  @DisplayName("E-1.1 the service gets the bytes of the message, from many calls at once")
  void checks_manyAtOnce_areAllAnswered() {
    byte[] wanted = REQUEST.toByteArray();
    CheckService deciding = Open.deciding(Verdict.ALLOWED);
    with(message -> {
      assertThat(message).isEqualTo(wanted);
      return deciding.answer(message);
    });
    var futures =
        IntStream.range(0, 500)
            .mapToObj(_ -> AuthorizationGrpc.newFutureStub(channel).check(REQUEST))
            .toList();
    assertThat(futures).allSatisfy(f -> assertThat(f.get().hasOkResponse()).isTrue());
    assertThat(open.count("postern_connections_opened_total{door=\"grpc\"}")).isEqualTo("1");
  }

  @Test
  @DisplayName("E-9.1 E-9.3 a reply without decision is a status, its message percent-encoded")
  void check_failed_isStatus() {
    with(_ -> new Reply.Failed(GrpcStatus.UNAVAILABLE, "zu spät: 100%", ErrorKind.OVERLOAD));
    StatusRuntimeException e = failure();
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(e.getStatus().getDescription()).isEqualTo("zu spät: 100%");
    assertThat(open.errors("overload")).isEqualTo("1");
  }

  @Test
  @DisplayName("E-9.1 a fault of ours is INTERNAL and says nothing of itself")
  void check_fault_isInternal() {
    with(_ -> {
      throw new IllegalStateException("secret");
    });
    StatusRuntimeException e = failure();
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(e.getStatus().getDescription()).doesNotContain("secret");
    assertThat(open.errors("internal")).isEqualTo("1");
  }

  @Test
  @DisplayName("E-1.6 E-16.12 a message that is too long is refused, and the connection stays")
  void check_tooLarge_isRefused() {
    CheckRequest large =
        CheckRequest.newBuilder()
            .setAttributes(
                AttributeContext.newBuilder()
                    .setRequest(
                        AttributeContext.Request.newBuilder()
                            .setHttp(
                                AttributeContext.HttpRequest.newBuilder()
                                    .setRawBody(ByteString.copyFrom(new byte[3_000_000])))))
            .build();
    StatusRuntimeException e =
        catchThrowableOfType(StatusRuntimeException.class, () -> stub().check(large));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(open.errors("too_large")).isEqualTo("1");
    assertThat(stub().check(REQUEST).hasOkResponse()).isTrue();
    assertThat(open.count("postern_connections_opened_total{door=\"grpc\"}")).isEqualTo("1");
  }

  @Test
  @DisplayName("E-15.1 before it is ready, the server has no answer")
  void check_notReady_isUnavailable() {
    open.ready.set(false);
    assertThat(failure().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(open.errors("not_ready")).isEqualTo("1");
    assertThat(open.count(checks("allowed"))).isIn("0", "none");
  }

  @Test
  @DisplayName("E-1.4 E-1.5 E-16.13 a deadline shorter than the work is an error, not a decision")
  void check_deadlineShorterThanWork_isNoDecision() throws InterruptedException {
    CheckService deciding = Open.deciding(Verdict.ALLOWED);
    with(message -> {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      return deciding.answer(message);
    });
    StatusRuntimeException e =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> stub().withDeadlineAfter(100, TimeUnit.MILLISECONDS).check(REQUEST));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    eventually(() -> open.errors("deadline").equals("1"));
    assertThat(open.count(checks("allowed"))).isIn("0", "none");
  }

  @Test
  @DisplayName("N-8.4 draining answers what is in flight and takes no new connection")
  void drain_withCallInFlight_answersIt() throws Exception {
    CompletableFuture<String> begun = new CompletableFuture<>();
    CheckService deciding = Open.deciding(Verdict.ALLOWED);
    with(message -> {
      begun.complete("begun");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      return deciding.answer(message);
    });
    var answer = AuthorizationGrpc.newFutureStub(channel).check(REQUEST);
    begun.get(10, TimeUnit.SECONDS);
    Open.await(open.door.drain(Duration.ofSeconds(5)));
    assertThat(answer.get(5, TimeUnit.SECONDS).hasOkResponse()).isTrue();
    assertThat(failure().getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  @DisplayName("E-1.9 health is SERVING exactly when ready; unknown services are NOT_FOUND")
  void health_check_followsReadiness() {
    assertThat(HealthClient.check(channel, "")).isEqualTo(1);
    assertThat(HealthClient.check(channel, "envoy.service.auth.v3.Authorization")).isEqualTo(1);
    open.ready.set(false);
    assertThat(HealthClient.check(channel, "")).isEqualTo(2);
    StatusRuntimeException e =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> HealthClient.check(channel, "other"));
    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  @DisplayName("E-1.9 N-8.4 watchers are told at once, on change, and when the server goes away")
  void health_watch_tellsChanges() throws InterruptedException {
    List<Integer> seen = HealthClient.watch(channel, "");
    eventually(() -> seen.equals(List.of(1)));
    open.ready.set(false);
    eventually(() -> seen.equals(List.of(1, 2)));
    open.ready.set(true);
    eventually(() -> seen.equals(List.of(1, 2, 1)));
    Open.await(open.door.drain(Duration.ofSeconds(5)));
    eventually(() -> seen.equals(List.of(1, 2, 1, 2)));
  }

  @Test
  @DisplayName("E-1.9 a watcher of an unknown service is told so and stays")
  void health_watchUnknown_isToldSo() throws InterruptedException {
    List<Integer> seen = HealthClient.watch(channel, "other");
    eventually(() -> seen.equals(List.of(3)));
  }

  private AuthorizationGrpc.AuthorizationBlockingStub stub() {
    return AuthorizationGrpc.newBlockingStub(channel);
  }

  private StatusRuntimeException failure() {
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub().check(REQUEST));
  }

  private void with(CheckService service) {
    close();
    open = new Open(service);
    channel = open.channel();
  }

  private static String checks(String decision) {
    return "postern_checks_total{decision=\"" + decision + "\",door=\"grpc\",reason=\"policy\"}";
  }

  static void eventually(java.util.function.BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
