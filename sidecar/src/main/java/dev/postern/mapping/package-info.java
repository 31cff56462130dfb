/** Which action and resource a request is (NATIVE section 5, ENVOY-EXT-AUTHZ section 4). */
@NullMarked
package dev.postern.mapping;

import org.jspecify.annotations.NullMarked;
