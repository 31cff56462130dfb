package dev.postern.model;

/**
 * May this caller do this action on this resource?
 *
 * @param caller who asks
 * @param action {@code service:Name}, without wildcards
 * @param resource an ARN of six fields, or {@code *}
 * @param resourceAccount owner of the resource, 12 digits; {@link #UNSAID} where the request does
 *     not say it (N-2.5)
 * @param context the keys that the request says
 */
public record CheckRequest(
    Caller caller, String action, String resource, String resourceAccount, RequestContext context) {
  /** The request does not name the owner of the resource. */
  public static final String UNSAID = "";
}
