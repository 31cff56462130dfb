package dev.postern;

import dev.postern.config.ListenerAddress;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * What all doors can do; one instance stands on one event loop.
 *
 * @param listen begins to listen
 * @param port the port that was bound
 * @param drain takes no more requests, answers those in flight
 */
record Door(
    Function<ListenerAddress, Future<Void>> listen,
    IntSupplier port,
    Function<Duration, Future<Void>> drain) {}
