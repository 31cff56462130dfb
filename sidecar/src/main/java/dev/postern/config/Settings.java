package dev.postern.config;

import dev.postern.directory.EvaluationSettings;
import java.time.Duration;

/**
 * All that can be set, checked and complete.
 *
 * @param data the data directory
 * @param listeners where the doors listen
 * @param cache the decision cache
 * @param gracePeriod {@code grace-period}: how long an orderly end may take (N-8.4)
 * @param evaluation {@code unknown-resource-owner} and {@code rcp-services}: what can change a
 *     decision
 * @param grpc the ext_authz gRPC door
 * @param mapping from requests to actions and resources
 * @param identity from peers to callers
 * @param api the check API
 * @param log the log on standard error
 */
public record Settings(
    DataSettings data,
    ListenerSettings listeners,
    CacheSettings cache,
    Duration gracePeriod,
    EvaluationSettings evaluation,
    GrpcSettings grpc,
    MappingSettings mapping,
    IdentitySettings identity,
    ApiSettings api,
    LogSettings log) {}
