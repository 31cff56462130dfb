/**
 * The words everyone speaks: Arn, Caller, CheckRequest, RequestContext, Decision, and the one
 * method between them.
 */
@NullMarked
package dev.postern.model;

import org.jspecify.annotations.NullMarked;
