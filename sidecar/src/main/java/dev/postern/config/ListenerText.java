package dev.postern.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Listener addresses as text (N-7.3). */
final class ListenerText {
  private static final Pattern TCP =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([A-Za-z0-9_.-]+)):([0-9]{1,5})");
  private static final int LONGEST_UNIX = 100;

  private ListenerText() {}

  static Optional<Listener> parse(String text) {
    if (text.equals("off") || text.equals("false")) {
      return Optional.of(new Listener.Off());
    }
    return address(text).map(Listener.At::new);
  }

  private static Optional<ListenerAddress> address(String text) {
    if (text.startsWith("unix:")) {
      String rest = text.substring(5);
      if (rest.length() < 2 || rest.length() > LONGEST_UNIX || rest.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      return switch (rest.charAt(0)) {
        case '@' -> Optional.of(new ListenerAddress.UnixAbstract(rest.substring(1)));
        case '/' -> Optional.of(new ListenerAddress.UnixPath(rest));
        default -> Optional.empty();
      };
    }
    Matcher matcher = TCP.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(new ListenerAddress.Tcp(host, Integer.parseInt(matcher.group(3))));
  }

  /** Whether only this machine can reach it; a name is believed only if it is `localhost`. */
  static boolean isLocal(ListenerAddress address) {
    return switch (address) {
      case ListenerAddress.Tcp tcp ->
          tcp.host().equals("localhost")
              || tcp.host().equals("::1")
              || tcp.host().matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
      case ListenerAddress.UnixPath path -> true;
      case ListenerAddress.UnixAbstract name -> true;
    };
  }
}
