/** The ext_authz gRPC door. */
@NullMarked
package dev.postern.grpc;

import org.jspecify.annotations.NullMarked;
