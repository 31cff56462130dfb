package dev.postern.config;

/** What is set for a listener (N-7.3). */
public sealed interface Listener {

  /** It listens. */
  record At(ListenerAddress address) implements Listener {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** It is switched off. */
  record Off() implements Listener {
    @Override
    public String toString() {
      return "off";
    }
  }
}
