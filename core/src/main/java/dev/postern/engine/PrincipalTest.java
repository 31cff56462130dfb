package dev.postern.engine;

import dev.postern.explain.Grant;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.policy.Effect;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/** The principal element of a statement, compiled (section 9). */
abstract class PrincipalTest {
  private static final PrincipalTest EVERYBODY = new Constant(Grant.DIRECT);
  private static final PrincipalTest NOBODY = new Constant(Grant.NONE);

  /** How the caller is matched; NONE if it is not. */
  abstract Grant match(Evaluation evaluation);

  /**
   * Likewise, for actions that only a federated identity performs: entries that name
   * anybody else do not count.
   */
  abstract Grant matchFederated(Evaluation evaluation);

  static PrincipalTest of(Statement statement, PolicyType type) {
    Principals principals = statement.principals();
    if (principals.sense() == Sense.UNSTATED) {
      return switch (type) {
        case RESOURCE, TRUST, ENDPOINT -> NOBODY;
        // types without the element speak of whoever they are attached to
        case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL -> EVERYBODY;
      };
    }
    List<Entry> entries = new ArrayList<>();
    for (Principals.Entry entry : principals.entries()) {
      entries.add(Entry.of(entry));
    }
    if (principals.sense() == Sense.ALL_BUT) {
      return statement.effect() == Effect.ALLOW ? NOBODY : new AllBut(entries);
    }
    return new Listed(entries);
  }

  private static final class Constant extends PrincipalTest {
    private final Grant grant;

    Constant(Grant grant) {
      this.grant = grant;
    }

    @Override
    Grant match(Evaluation evaluation) {
      return grant;
    }

    @Override
    Grant matchFederated(Evaluation evaluation) {
      return grant;
    }
  }

  /** */
  private static final class Listed extends PrincipalTest {
    private final Entry[] entries;

    Listed(List<Entry> entries) {
      this.entries = entries.toArray(Entry[]::new);
    }

    @Override
    Grant match(Evaluation evaluation) {
      Grant best = Grant.NONE;
      for (Entry entry : entries) {
        Grant grant = entry.match(evaluation);
        if (grant.compareTo(best) > 0) {
          best = grant;
        }
      }
      return best;
    }

    @Override
    Grant matchFederated(Evaluation evaluation) {
      Grant best = Grant.NONE;
      for (Entry entry : entries) {
        if (entry instanceof Entry.Everyone || entry instanceof Entry.Federated) {
          Grant grant = entry.match(evaluation);
          if (grant.compareTo(best) > 0) {
            best = grant;
          }
        }
      }
      return best;
    }
  }

  /** */
  private static final class AllBut extends PrincipalTest {
    private final Entry[] entries;

    AllBut(List<Entry> entries) {
      this.entries = entries.toArray(Entry[]::new);
    }

    @Override
    Grant match(Evaluation evaluation) {
      return isExempt(evaluation) ? Grant.NONE : Grant.DIRECT;
    }

    @Override
    Grant matchFederated(Evaluation evaluation) {
      return match(evaluation);
    }

    private boolean isExempt(Evaluation evaluation) {
      if (evaluation.hasBoundary()) {
        return false;
      }
      boolean account = false;
      boolean own = false;
      for (Entry entry : entries) {
        switch (entry) {
          case Entry.Everyone everyone -> {
            return true;
          }
          case Entry.Account one -> account |= one.match(evaluation) != Grant.NONE;
          case Entry.Canonical one -> account |= one.match(evaluation) != Grant.NONE;
          case Entry.UserArn one -> own |= one.match(evaluation) == Grant.DIRECT;
          case Entry.UniqueId one ->
              own |=
                  one.match(evaluation) != Grant.NONE
                      && !(evaluation.caller() instanceof Caller.FederatedSession);
          case Entry.RoleArn one -> own |= one.match(evaluation) != Grant.NONE;
          case Entry.SessionArn one -> own |= one.match(evaluation) != Grant.NONE;
          case Entry.FederatedUser one -> own |= one.match(evaluation) != Grant.NONE;
          case Entry.Service one -> {
            if (one.match(evaluation) != Grant.NONE) {
              return true;
            }
          }
          case Entry.Federated one -> {
            if (one.match(evaluation) != Grant.NONE) {
              return true;
            }
          }
          case Entry.Nobody one -> {}
        }
      }
      return account && (own || evaluation.caller() instanceof Caller.Root);
    }
  }

  /** One listed principal. */
  private sealed interface Entry {
    Grant match(Evaluation evaluation);

    static Entry of(Principals.Entry entry) {
      String text = entry.text();
      return switch (entry.kind()) {
        case AWS -> aws(text);
        case SERVICE -> new Service(text);
        case FEDERATED -> new Federated(text);
        case CANONICAL_USER -> new Canonical(text);
      };
    }

    private static Entry aws(String text) {
      if (text.equals("*")) {
        return new Everyone();
      }
      if (Evaluation.isAccountId(text)) {
        return new Account("", text);
      }
      if (text.startsWith("AIDA") || text.startsWith("AROA")) {
        return new UniqueId(text);
      }
      Arn arn = Arn.parse(text).orElse(null);
      if (arn == null) {
        return new Nobody();
      }
      String resource = arn.resource();
      if (arn.service().equals("iam") && resource.equals("root")) {
        return new Account(arn.partition(), arn.account());
      }
      if (arn.service().equals("iam") && resource.startsWith("user/")) {
        return new UserArn(text);
      }
      if (arn.service().equals("iam") && resource.startsWith("role/")) {
        return new RoleArn(
            arn.partition(),
            arn.account(),
            CaseFold.fold(resource.substring(resource.lastIndexOf('/') + 1)));
      }
      if (arn.service().equals("sts") && resource.startsWith("assumed-role/")) {
        int slash = resource.indexOf('/', "assumed-role/".length());
        return slash < 0
            ? new Nobody()
            : new SessionArn(
                arn.partition(),
                arn.account(),
                CaseFold.fold(resource.substring("assumed-role/".length(), slash)),
                resource.substring(slash + 1));
      }
      if (arn.service().equals("sts") && resource.startsWith("federated-user/")) {
        return new FederatedUser(
            arn.partition(), arn.account(), resource.substring("federated-user/".length()));
      }
      return new Nobody();
    }

    record Nobody() implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return Grant.NONE;
      }
    }

    record Everyone() implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return Grant.DIRECT;
      }
    }

    /** An account; an ARN means that of its own partition, an id any. */
    record Account(String partition, String id) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.accountGrant(
            id.equals(evaluation.callerAccount())
                && (partition.isEmpty() || evaluation.isOfPartition(partition)));
      }
    }

    record Canonical(String id) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.accountGrant(!id.isEmpty() && id.equals(evaluation.callerCanonicalId()));
      }
    }

    record UserArn(String arn) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return switch (evaluation.caller()) {
          case Caller.User user -> user.arn().equals(arn) ? Grant.DIRECT : Grant.NONE;
          case Caller.FederatedSession session ->
              session.userArn().equals(arn) ? Grant.LIMITED : Grant.NONE;
          default -> Grant.NONE;
        };
      }
    }

    record UniqueId(String id) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        if (!id.equals(evaluation.callerUniqueId())) {
          return Grant.NONE;
        }
        return evaluation.caller() instanceof Caller.User ? Grant.DIRECT : Grant.LIMITED;
      }
    }

    record RoleArn(String partition, String account, String foldedName) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.isRole(partition, account, foldedName) ? Grant.LIMITED : Grant.NONE;
      }
    }

    record SessionArn(String partition, String account, String foldedRole, String session)
        implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.isRole(partition, account, foldedRole)
                && evaluation.caller() instanceof Caller.RoleSession caller
                && caller.sessionName().equals(session)
            ? Grant.DIRECT
            : Grant.NONE;
      }
    }

    record FederatedUser(String partition, String account, String name) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.caller() instanceof Caller.FederatedSession session
                && session.name().equals(name)
                && session.account().equals(account)
                && session.partition().equals(partition)
            ? Grant.DIRECT
            : Grant.NONE;
      }
    }

    record Service(String name) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.caller() instanceof Caller.Service service && service.name().equals(name)
            ? Grant.DIRECT
            : Grant.NONE;
      }
    }

    record Federated(String provider) implements Entry {
      @Override
      public Grant match(Evaluation evaluation) {
        return evaluation.caller() instanceof Caller.External external
                && external.provider().equals(provider)
            ? Grant.DIRECT
            : Grant.NONE;
      }
    }
  }
}
