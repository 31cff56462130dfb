package dev.postern.grpc;

import dev.postern.config.GrpcSettings;
import dev.postern.config.IdentitySettings;
import dev.postern.config.MappingSettings;
import dev.postern.metrics.DoorMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/**
 * What the ext_authz door is made of.
 *
 * @param vertx runs the sockets
 * @param decisions decides
 * @param settings limits and what answers say
 * @param mapping from requests to actions and resources
 * @param identity from peers to callers
 * @param metrics counts
 * @param ready whether checks are to be answered; never blocks
 */
public record ExtAuthzParts(
    Vertx vertx,
    PolicyDecisionPoint decisions,
    GrpcSettings settings,
    MappingSettings mapping,
    IdentitySettings identity,
    DoorMetrics metrics,
    BooleanSupplier ready) {}
