package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A context key as a compiled policy reads it: what it is called and where its value comes from
 * (R-12, N-2.6, N-2.7).
 *
 * @param folded the folded name
 * @param kind where the value comes from
 * @param tag the folded tag key, for kinds that have one
 */
record ContextKey(String folded, Kind kind, String tag) {
  private static final String PRINCIPAL_TAG = "aws:principaltag/";
  private static final String RESOURCE_TAG = "aws:resourcetag/";
  private static final Map<String, Kind> DERIVED = new HashMap<>();

  /** Keys of that are lists; a variable cannot read them. */
  private static final Set<String> MULTIVALUED =
      Set.of(
          "aws:principalorgpaths",
          "aws:principalservicenameslist",
          "aws:resourceorgpaths",
          "aws:vpceorgpaths",
          "aws:sourceorgpaths",
          "aws:calledvia",
          "aws:tagkeys");

  static {
    for (Kind kind : Kind.values()) {
      if (!kind.name.isEmpty()) {
        DERIVED.put(CaseFold.fold(kind.name), kind);
      }
    }
  }

  static ContextKey of(String name) {
    String folded = CaseFold.fold(name);
    if (folded.startsWith(PRINCIPAL_TAG)) {
      return new ContextKey(folded, Kind.PRINCIPAL_TAG, folded.substring(PRINCIPAL_TAG.length()));
    }
    if (folded.startsWith(RESOURCE_TAG)) {
      return new ContextKey(folded, Kind.RESOURCE_TAG, folded.substring(RESOURCE_TAG.length()));
    }
    return new ContextKey(folded, DERIVED.getOrDefault(folded, Kind.STATED), "");
  }

  boolean isMultivalued() {
    return MULTIVALUED.contains(folded);
  }

  /** Whether the value moves with the clock unless the request says it. */
  boolean isClock() {
    return kind == Kind.CURRENT_TIME || kind == Kind.EPOCH_TIME;
  }

  @Override
  public String toString() {
    return folded;
  }

  /** Where a value comes from. */
  enum Kind {
    /** What the request says, and nothing else; for an external identity also its claims. */
    STATED(""),
    PRINCIPAL_TAG(""),
    RESOURCE_TAG(""),
    PRINCIPAL_ARN("aws:PrincipalArn"),
    PRINCIPAL_ACCOUNT("aws:PrincipalAccount"),
    PRINCIPAL_TYPE("aws:PrincipalType"),
    PRINCIPAL_ORG_ID("aws:PrincipalOrgID"),
    PRINCIPAL_ORG_PATHS("aws:PrincipalOrgPaths"),
    USERNAME("aws:username"),
    USERID("aws:userid"),
    PRINCIPAL_IS_AWS_SERVICE("aws:PrincipalIsAWSService"),
    PRINCIPAL_SERVICE_NAME("aws:PrincipalServiceName"),
    PRINCIPAL_SERVICE_NAMES_LIST("aws:PrincipalServiceNamesList"),
    FEDERATED_PROVIDER("aws:FederatedProvider"),
    RESOURCE_ACCOUNT("aws:ResourceAccount"),
    RESOURCE_ORG_ID("aws:ResourceOrgID"),
    RESOURCE_ORG_PATHS("aws:ResourceOrgPaths"),
    CURRENT_TIME("aws:CurrentTime"),
    EPOCH_TIME("aws:EpochTime"),
    MFA_PRESENT("aws:MultiFactorAuthPresent"),
    MFA_AGE("aws:MultiFactorAuthAge"),
    TOKEN_ISSUE_TIME("aws:TokenIssueTime"),
    SOURCE_IDENTITY("aws:SourceIdentity");

    private final String name;

    Kind(String name) {
      this.name = name;
    }
  }
}
