package dev.postern.http;

import dev.postern.metrics.PrometheusMetrics;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the operation door is made of.
 *
 * @param vertx runs the sockets
 * @param ready whether traffic is welcome; never blocks
 * @param status how the server is; never blocks
 * @param metrics what is shown
 */
public record OperationParts(
    Vertx vertx, BooleanSupplier ready, Supplier<Status> status, PrometheusMetrics metrics) {}
