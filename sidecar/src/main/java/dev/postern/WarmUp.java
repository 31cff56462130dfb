package dev.postern;

import dev.postern.config.ListenerAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Exercises a door before anybody is served (E-15.1, E-1.3): real requests over a real socket, to a
 * door of the same making that counts nothing and that nobody else knows of.
 *
 * @param vertx runs it
 * @param longest when to leave off
 */
record WarmUp(Vertx vertx, Duration longest) {
  private static final int AT_A_TIME = 8;

  /**
   * Sends bodies to a door, round and round.
   *
   * @param listener the door
   * @param options which protocol
   * @param target what it is sent
   * @param bodies in turn
   */
  void drive(OpenListener listener, HttpClientOptions options, Target target, List<Buffer> bodies)
      throws InterruptedException, ExecutionException, TimeoutException {
    ListenerAddress.Tcp address = (ListenerAddress.Tcp) listener.address();
    HttpClient client = vertx.createHttpClient(options);
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.host())
            .setPort(address.port())
            .setURI(target.path())
            .putHeader("content-type", target.contentType())
            .putHeader("te", "trailers");
    AtomicInteger left = new AtomicInteger(target.requests());
    long end = System.nanoTime() + longest.toNanos();
    List<Future<Void>> lanes =
        IntStream.range(0, AT_A_TIME)
            .mapToObj(lane -> lane(client, request, bodies, left, end))
            .toList();
    try {
      var _ =
          Future.all(lanes)
              .toCompletionStage()
              .toCompletableFuture()
              .get(2 * longest.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      var _ = client.close();
      var _ = listener.drain(Duration.ZERO);
    }
  }

  private static Future<Void> lane(
      HttpClient client,
      RequestOptions request,
      List<Buffer> bodies,
      AtomicInteger left,
      long end) {
    int number = left.getAndDecrement();
    if (number <= 0 || System.nanoTime() > end) {
      return Future.succeededFuture();
    }
    Buffer body = bodies.get(number % bodies.size());
    return client
        .request(request)
        .compose(sending -> sending.send(body))
        .compose(answer -> answer.body())
        .compose(read -> lane(client, request, bodies, left, end));
  }

  /**
   * What a door is sent.
   *
   * @param path where to
   * @param contentType of the bodies
   * @param requests how many
   */
  record Target(String path, String contentType, int requests) {}
}
