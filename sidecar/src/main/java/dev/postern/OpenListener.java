package dev.postern;

import dev.postern.config.ListenerAddress;
import dev.postern.config.ListenerAddress.Tcp;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One address with doors behind it, one on each event loop.
 *
 * @param name how it is called
 * @param address as bound
 * @param doors those behind it
 */
record OpenListener(String name, ListenerAddress address, List<Door> doors) {
  private static final Duration LONGEST_BIND = Duration.ofSeconds(10);

  OpenListener {
    doors = List.copyOf(doors);
  }

  /**
   * Opens doors, as many as there are event loops.
   *
   * @throws IOException if the address cannot be bound
   */
  static OpenListener open(
      Vertx vertx, String name, ListenerAddress address, int loops, Supplier<Door> make)
      throws IOException, InterruptedException {
    removeLeftover(address);
    List<Door> doors = new ArrayList<>();
    ListenerAddress one = loops > 1 ? chosen(address) : address;
    for (int i = 0; i < loops; i++) {
      Door door = make.get();
      bind(vertx, door, one);
      doors.add(door);
    }
    return new OpenListener(name, bound(one, doors.getFirst()), doors);
  }

  /** Takes no more requests; done when those in flight are answered. */
  Future<Void> drain(Duration grace) {
    return Future.join(doors.stream().map(door -> door.drain().apply(grace)).toList()).mapEmpty();
  }

  private static void bind(Vertx vertx, Door door, ListenerAddress address)
      throws IOException, InterruptedException {
    try {
      var _ =
          vertx
              .deployVerticle(
                  new VerticleBase() {
                    @Override
                    public Future<?> start() {
                      return door.listen().apply(address);
                    }
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .get(LONGEST_BIND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(why(Objects.requireNonNullElse(e.getCause(), e)), e);
    } catch (TimeoutException e) {
      throw new IOException("it takes too long", e);
    }
  }

  private static String why(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Address already in use")) {
      return "the address is in use";
    }
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /** Doors can only share a port that is known, so the system is asked for a free one before. */
  private static ListenerAddress chosen(ListenerAddress address) throws IOException {
    if (!(address instanceof Tcp tcp) || tcp.port() != 0) {
      return address;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(tcp.host(), 0));
      return new Tcp(tcp.host(), socket.getLocalPort());
    }
  }

  private static ListenerAddress bound(ListenerAddress address, Door door) {
    return address instanceof Tcp tcp ? new Tcp(tcp.host(), door.port().getAsInt()) : address;
  }

  /** A socket file that nobody listens at any more is in the way of the next start. */
  private static void removeLeftover(ListenerAddress address) throws IOException {
    if (!(address instanceof ListenerAddress.UnixPath unix) || !isSocket(Path.of(unix.path()))) {
      return;
    }
    Path path = Path.of(unix.path());
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      Files.deleteIfExists(path);
      return;
    }
    throw new IOException("the address is in use");
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.exists(path) && ((int) Files.getAttribute(path, "unix:mode") & 0xF000) == 0xC000;
  }
}
