package dev.postern.http;

import dev.postern.config.ApiSettings;
import dev.postern.metrics.DoorMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/**
 * What the check door is made of.
 *
 * @param vertx runs the sockets
 * @param decisions decides
 * @param settings limits and switches
 * @param metrics counts
 * @param ready whether checks are to be answered; never blocks
 */
public record DoorParts(
    Vertx vertx,
    PolicyDecisionPoint decisions,
    ApiSettings settings,
    DoorMetrics metrics,
    BooleanSupplier ready) {}
