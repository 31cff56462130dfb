package dev.postern.grpc;

/** Answers ext_authz messages. Called on the event loop of the door; must not block. */
@FunctionalInterface
interface CheckService {
  /**
   * Answers one message.
   *
   * @param message a serialized {@code envoy.service.auth.v3.CheckRequest}, or what claims to be
   *     one
   */
  Reply answer(byte[] message);
}
