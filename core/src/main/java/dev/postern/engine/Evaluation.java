package dev.postern.engine;

import dev.postern.explain.Explanation.OwnerSource;
import dev.postern.explain.Grant;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.Credentials;
import dev.postern.model.Decision;
import dev.postern.policy.Effect;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One check under way: who asks, for what, and what has been learnt. Used again for the next check
 * of the same thread, so that a check allocates nothing for it.
 */
final class Evaluation {
  /** An evaluation of nothing, for templates without variables. */
  static final Evaluation NONE = new Evaluation();

  private static final CheckRequest NO_REQUEST =
      new CheckRequest(
          new Caller.Anonymous(), "", "*", CheckRequest.UNSAID, key -> ContextValue.ABSENT);
  private static final InstantSource NO_CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final long UNREAD = Long.MIN_VALUE;
  private static final ContextValue TRUE = ContextValue.of("true");
  private static final ContextValue FALSE = ContextValue.of("false");
  private static final ContextValue ROOT_TYPE = ContextValue.of("Account");
  private static final ContextValue USER_TYPE = ContextValue.of("User");
  private static final ContextValue ROLE_TYPE = ContextValue.of("AssumedRole");
  private static final ContextValue FEDERATED_TYPE = ContextValue.of("FederatedUser");
  private static final ContextValue ANONYMOUS_TYPE = ContextValue.of("Anonymous");
  private static final ContextValue ANONYMOUS = ContextValue.of("anonymous");

  private final Moment moment = new Moment();
  private final IpBits ip = new IpBits();
  private final GlobBuffer pattern = new GlobBuffer();
  private final GlobMatcher matcher = new GlobMatcher();
  private CheckRequest request = NO_REQUEST;
  private Subject subject = Subject.OUTSIDER;
  private final ArnFields resourceArn = new ArnFields();
  private final ClockText clockText = new ClockText();
  private AccountNode callerAccount = AccountNode.NONE;
  private AccountNode owner = AccountNode.NONE;
  private OwnerSource ownerSource = OwnerSource.UNKNOWN;
  private @Nullable ResourceNode exactResource;
  private boolean federatedOnly;
  private InstantSource clock = NO_CLOCK;
  private long now = UNREAD;
  private long holdsUntil;
  private Grant grant = Grant.NONE;
  private boolean gradesGrants;

  void begin(CheckRequest of, Subject by, AccountNode account, InstantSource source) {
    request = of;
    resourceArn.read(of.resource());
    subject = by;
    callerAccount = account;
    owner = AccountNode.NONE;
    ownerSource = OwnerSource.UNKNOWN;
    exactResource = null;
    clock = source;
    now = UNREAD;
    holdsUntil = Decision.ALWAYS;
    federatedOnly = false;
    grant = Grant.NONE;
    gradesGrants = false;
  }

  void resource(AccountNode account, OwnerSource source, @Nullable ResourceNode exact) {
    owner = account;
    ownerSource = source;
    exactResource = exact;
  }

  /** Lets go of the request. */
  void end() {
    request = NO_REQUEST;
    clock = NO_CLOCK;
    subject = Subject.OUTSIDER;
    callerAccount = AccountNode.NONE;
    owner = AccountNode.NONE;
    exactResource = null;
  }

  /** From now on allows count only for federated identities and everyone. */
  void onlyFederated() {
    federatedOnly = true;
  }

  boolean countsOnlyFederated() {
    return federatedOnly;
  }

  /** The value of a key, but absent for the clock where the request does not say it. */
  ContextValue saidOrDerived(ContextKey key) {
    return key.isClock() ? request.context().value(key.folded()) : value(key);
  }

  /** The instant of the check, in milliseconds; the clock is read once, when first asked. */
  long now() {
    if (now == UNREAD) {
      now = clock.millis();
    }
    return now;
  }

  /** Whether the request says a key. */
  boolean isSaid(ContextKey key) {
    return !(request.context().value(key.folded()) instanceof ContextValue.Absent);
  }

  Moment moment() {
    return moment;
  }

  IpBits ip() {
    return ip;
  }

  /** Where a pattern with variables is written. */
  GlobBuffer pattern() {
    return pattern;
  }

  GlobMatcher matcher() {
    return matcher;
  }

  String action() {
    return request.action();
  }

  String resource() {
    return request.resource();
  }

  Caller caller() {
    return request.caller();
  }

  /** The resource, by fields. */
  ArnFields resourceArn() {
    return resourceArn;
  }

  AccountNode account() {
    return callerAccount;
  }

  String callerAccount() {
    return callerAccount.id();
  }

  String callerCanonicalId() {
    return callerAccount.canonicalUserId();
  }

  String callerUniqueId() {
    return subject.uniqueId();
  }

  AccountNode ownerAccount() {
    return owner;
  }

  String owner() {
    return owner.id();
  }

  OwnerSource ownerSource() {
    return ownerSource;
  }

  @Nullable ResourceNode exactResource() {
    return exactResource;
  }

  Subject subject() {
    return subject;
  }

  boolean hasBoundary() {
    return !subject.boundary().isEmpty();
  }

  /** Whether the caller is a session of this role. */
  boolean isRole(String partition, String account, String foldedName) {
    return caller() instanceof Caller.RoleSession session
        && session.role().account().equals(account)
        && session.role().partition().equals(partition)
        && session.role().name().equalsIgnoreCase(foldedName);
  }

  /** Whether the caller's ARN is of a partition. */
  boolean isOfPartition(String partition) {
    return switch (caller()) {
      case Caller.Root root -> root.partition().equals(partition);
      case Caller.User user ->
          user.arn().startsWith(partition, 4) && user.arn().startsWith(":", 4 + partition.length());
      case Caller.RoleSession session -> session.role().partition().equals(partition);
      case Caller.FederatedSession session -> session.partition().equals(partition);
      case Caller.Service service -> false;
      case Caller.External external -> false;
      case Caller.Anonymous anonymous -> false;
    };
  }

  /** How a principal that names an account matches; a root user is named directly. */
  Grant accountGrant(boolean named) {
    if (!named || callerAccount.id().isEmpty()) {
      return Grant.NONE;
    }
    return caller() instanceof Caller.Root ? Grant.DIRECT : Grant.ACCOUNT;
  }

  Grant principalGrant(CompiledStatement statement) {
    return federatedOnly && statement.source().effect() == Effect.ALLOW
        ? statement.principal().matchFederated(this)
        : statement.principal().match(this);
  }

  /** Begins a layer in which allows differ in strength. */
  void gradeGrants() {
    gradesGrants = true;
    grant = Grant.NONE;
  }

  void stopGrading() {
    gradesGrants = false;
  }

  boolean wantsStronger() {
    return gradesGrants && grant != Grant.DIRECT;
  }

  void granted(Grant by) {
    if (by.compareTo(grant) > 0) {
      grant = by;
    }
  }

  Grant grant() {
    return grant;
  }

  void errorMet() {
    holdsUntil = Decision.ONCE;
  }

  /** A clock that the request states stands still. */
  void boundBy(ClockUse clock) {
    if (!clock.isNone()) {
      holdsUntil = Math.min(holdsUntil, holdsUntil(clock));
    }
  }

  /** Until when a decision holds for all that the clock does. */
  long holdsUntil(ClockUse use) {
    return clockIsStated() ? Decision.ALWAYS : use.until(now());
  }

  private boolean clockIsStated() {
    return !(request.context().value("aws:currenttime") instanceof ContextValue.Absent)
        && !(request.context().value("aws:epochtime") instanceof ContextValue.Absent);
  }

  long holdsUntil() {
    return holdsUntil;
  }

  static boolean isAccountId(String text) {
    return text.length() == AccountNode.ID_LENGTH && AccountNode.number(text, 0) >= 0;
  }

  /** The values that the request gives for a key; none if it is absent or ambiguous. */
  List<String> given(ContextKey key) {
    return value(key) instanceof ContextValue.Present present ? present.values() : List.of();
  }

  /**
   * what the directory knows may not be said by the request; the rest the request says, or
   * there is a default (N-2.6, N-2.7).
   */
  ContextValue value(ContextKey key) {
    Caller caller = caller();
    return switch (key.kind()) {
      case STATED -> stated(key, caller);
      case PRINCIPAL_TAG -> principalTag(key, caller);
      case RESOURCE_TAG -> {
        ContextValue said = request.context().value(key.folded());
        yield said instanceof ContextValue.Absent && exactResource != null
            ? exactResource.tags().getOrDefault(key.tag(), ContextValue.ABSENT)
            : said;
      }
      case PRINCIPAL_ARN ->
          switch (caller) {
            case Caller.User user -> subject.arn();
            case Caller.RoleSession session -> subject.arn();
            case Caller.Root root -> ContextValue.of(root.label());
            case Caller.FederatedSession session -> ContextValue.of(session.label());
            case Caller.Service service -> ContextValue.ABSENT;
            case Caller.External external -> ContextValue.ABSENT;
            case Caller.Anonymous anonymous -> ContextValue.ABSENT;
          };
      case PRINCIPAL_ACCOUNT ->
          caller instanceof Caller.Anonymous ? ANONYMOUS : callerAccount.idValue();
      case PRINCIPAL_TYPE ->
          switch (caller) {
            case Caller.Root root -> ROOT_TYPE;
            case Caller.User user -> USER_TYPE;
            case Caller.RoleSession session -> ROLE_TYPE;
            case Caller.FederatedSession session -> FEDERATED_TYPE;
            case Caller.Anonymous anonymous -> ANONYMOUS_TYPE;
            case Caller.Service service -> ContextValue.ABSENT;
            case Caller.External external -> ContextValue.ABSENT;
          };
      case PRINCIPAL_ORG_ID -> callerAccount.organizationId();
      case PRINCIPAL_ORG_PATHS -> callerAccount.organizationPath();
      case USERNAME -> caller instanceof Caller.User ? subject.name() : ContextValue.ABSENT;
      case USERID ->
          switch (caller) {
            case Caller.Root root -> callerAccount.idValue();
            case Caller.User user -> subject.uniqueIdValue();
            case Caller.RoleSession session ->
                ContextValue.of(subject.uniqueId() + ":" + session.sessionName());
            case Caller.FederatedSession session ->
                ContextValue.of(session.account() + ":" + session.name());
            case Caller.Anonymous anonymous -> ANONYMOUS;
            case Caller.Service service -> ContextValue.ABSENT;
            case Caller.External external -> ContextValue.ABSENT;
          };
      case PRINCIPAL_IS_AWS_SERVICE ->
          caller instanceof Caller.Service
              ? TRUE
              : callerAccount.id().isEmpty() ? ContextValue.ABSENT : FALSE;
      case PRINCIPAL_SERVICE_NAME, PRINCIPAL_SERVICE_NAMES_LIST ->
          caller instanceof Caller.Service service
              ? ContextValue.of(service.name())
              : ContextValue.ABSENT;
      case FEDERATED_PROVIDER ->
          caller instanceof Caller.External external
              ? ContextValue.of(external.provider())
              : ContextValue.ABSENT;
      case RESOURCE_ACCOUNT -> owner.idValue();
      case RESOURCE_ORG_ID -> owner.organizationId();
      case RESOURCE_ORG_PATHS -> owner.organizationPath();
      case CURRENT_TIME -> {
        ContextValue said = request.context().value(key.folded());
        yield said instanceof ContextValue.Absent ? clockText.instant(now()) : said;
      }
      case EPOCH_TIME -> {
        ContextValue said = request.context().value(key.folded());
        yield said instanceof ContextValue.Absent ? clockText.epoch(now()) : said;
      }
      case MFA_PRESENT -> {
        ContextValue said = request.context().value(key.folded());
        yield said instanceof ContextValue.Absent ? mfaPresent(caller) : said;
      }
      case MFA_AGE, TOKEN_ISSUE_TIME, SOURCE_IDENTITY -> {
        ContextValue said = request.context().value(key.folded());
        yield said instanceof ContextValue.Absent ? carried(caller, key.folded()) : said;
      }
    };
  }

  private ContextValue stated(ContextKey key, Caller caller) {
    if (caller instanceof Caller.External external) {
      List<String> claim = external.claims().get(key.folded());
      if (claim != null) {
        return ContextValue.of(claim);
      }
    }
    return request.context().value(key.folded());
  }

  /** */
  private ContextValue principalTag(ContextKey key, Caller caller) {
    Map<String, String> session =
        switch (caller) {
          case Caller.RoleSession role -> role.session().tags();
          case Caller.FederatedSession federated -> federated.session().tags();
          default -> Map.of();
        };
    ContextValue found = ContextValue.ABSENT;
    if (!session.isEmpty()) {
      for (Map.Entry<String, String> tag : session.entrySet()) {
        if (tag.getKey().equalsIgnoreCase(key.tag())) {
          found =
              found instanceof ContextValue.Absent
                  ? ContextValue.of(tag.getValue())
                  : ContextValue.AMBIGUOUS;
        }
      }
    }
    return found instanceof ContextValue.Absent
        ? subject.tags().getOrDefault(key.tag(), ContextValue.ABSENT)
        : found;
  }

  /** */
  private static ContextValue mfaPresent(Caller caller) {
    return switch (caller) {
      case Caller.Root root -> mfaPresent(root.credentials());
      case Caller.User user -> mfaPresent(user.credentials());
      case Caller.RoleSession session -> FALSE;
      case Caller.FederatedSession session -> FALSE;
      case Caller.Service service -> ContextValue.ABSENT;
      case Caller.External external -> ContextValue.ABSENT;
      case Caller.Anonymous anonymous -> ContextValue.ABSENT;
    };
  }

  private static ContextValue mfaPresent(Credentials credentials) {
    return switch (credentials.kind()) {
      case LONG_TERM -> ContextValue.ABSENT;
      case SESSION_TOKEN -> credentials.madeWithMfa() ? TRUE : FALSE;
    };
  }

  private static ContextValue carried(Caller caller, String key) {
    Map<String, String> keys =
        switch (caller) {
          case Caller.Root root -> root.credentials().keys();
          case Caller.User user -> user.credentials().keys();
          case Caller.RoleSession session -> session.session().keys();
          case Caller.FederatedSession session -> session.session().keys();
          case Caller.Service service -> Map.of();
          case Caller.External external -> Map.of();
          case Caller.Anonymous anonymous -> Map.of();
        };
    String value = keys.get(key);
    return value == null ? ContextValue.ABSENT : ContextValue.of(value);
  }
}
