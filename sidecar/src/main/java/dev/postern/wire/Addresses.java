package dev.postern.wire;

import dev.postern.config.ListenerAddress;
import io.vertx.core.net.SocketAddress;

/** From configured addresses to the sockets of Vert.x. */
public final class Addresses {
  private Addresses() {}

  /**
   * The socket address to listen on; an abstract Unix socket begins with NUL, as the system has it.
   */
  public static SocketAddress socket(ListenerAddress address) {
    return switch (address) {
      case ListenerAddress.Tcp tcp -> SocketAddress.inetSocketAddress(tcp.port(), tcp.host());
      case ListenerAddress.UnixPath unix -> SocketAddress.domainSocketAddress(unix.path());
      case ListenerAddress.UnixAbstract unix ->
          SocketAddress.domainSocketAddress("\0" + unix.name());
    };
  }
}
