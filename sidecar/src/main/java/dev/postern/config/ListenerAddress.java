package dev.postern.config;

/** Where a listener is to be found (N-7.3, E-1.8). */
public sealed interface ListenerAddress {

  /**
   * A TCP address.
   *
   * @param host name or address to bind
   * @param port 0 to 65535; 0 lets the system choose
   */
  record Tcp(String host, int port) implements ListenerAddress {
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * A Unix socket in the file system.
   *
   * @param path of the socket file
   */
  record UnixPath(String path) implements ListenerAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * An abstract Unix socket (Linux).
   *
   * @param name without the leading NUL
   */
  record UnixAbstract(String name) implements ListenerAddress {
    @Override
    public String toString() {
      return "unix:@" + name;
    }
  }
}
