package dev.postern.config;

/**
 * Where the doors listen (N-7.3).
 *
 * @param operation {@code listeners.operation.address}: health, metrics, status
 * @param extAuthzGrpc {@code listeners.ext-authz-grpc.address}
 * @param api {@code listeners.api.address}
 */
public record ListenerSettings(Listener operation, Listener extAuthzGrpc, Listener api) {}
