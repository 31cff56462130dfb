package dev.postern.mapping;

import dev.postern.config.MappingSettings;
import dev.postern.directory.Directory;
import dev.postern.model.Arn;
import dev.postern.model.Reason;
import dev.postern.wire.CheckEnvelope;
import dev.postern.wire.CheckEnvelope.Field;
import java.util.Optional;

/**
 * Turns a request into action and resource (N-5.1): by the context extensions of its route, else by
 * the default mapping, which is that of Amazon API Gateway (N-5.3). A connection of the network
 * filter is {@code execute-api:Connect} on {@code …:tcp/{stage}/CONNECT/*} (E-13.1).
 */
public final class RequestMapper {
  private static final String ACTION = "postern.action";
  private static final String RESOURCE = "postern.resource";
  private static final String INVOKE = "execute-api:Invoke";

  /** The default for a connection of the network filter, which has neither method nor path. */
  private static final String CONNECT = "execute-api:Connect";

  private static final String CONNECTION = "tcp";

  private final MappingSettings settings;

  /** A mapper with these settings. */
  public RequestMapper(MappingSettings settings) {
    this.settings = settings;
  }

  /**
   * Maps a request.
   *
   * @param directory the world that it is asked of; knows the only account, if there is only one
   */
  public Mapped map(CheckEnvelope envelope, Directory directory) {
    String method = envelope.text(Field.METHOD);
    String target = envelope.text(Field.PATH);
    int question = target.indexOf('?');
    String rawQuery = question < 0 ? "" : target.substring(question + 1);
    CanonicalPath path =
        question == 0
            ? new CanonicalPath.Ambiguous(PathClass.NOT_ORIGIN)
            : CanonicalPath.of(
                method,
                question < 0 ? target : target.substring(0, question),
                settings.maxPathBytes());
    Optional<PathClass> defect =
        path instanceof CanonicalPath.Ambiguous(PathClass reason)
            ? Optional.of(reason)
            : Query.defect(rawQuery, settings.maxQueryBytes(), settings.maxQueryParameters());
    if (defect.isPresent()) {
      return new Mapped.Refused(Reason.AMBIGUOUS_PATH, String.valueOf(defect.get().letter()));
    }
    HttpTarget http = new HttpTarget(method, Host.of(envelope.text(Field.HOST)), path, rawQuery);
    if (envelope.contextExtensions().has(ACTION) || envelope.contextExtensions().has(RESOURCE)) {
      return said(envelope, http);
    }
    return byDefault(envelope, http, directory);
  }

  /** Whether a text is an action without wildcard (N-2.8). */
  static boolean isAction(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (i != colon && !isActionCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isActionCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  private Mapped said(CheckEnvelope envelope, HttpTarget http) {
    String action = envelope.contextExtensions().last(ACTION);
    String resource = envelope.contextExtensions().last(RESOURCE);
    if (!isAction(action)) {
      return new Mapped.Impossible(
          "the context extension postern.action is missing or no action `service:Name`");
    }
    if (resource.contains("{")) {
      return new Mapped.Impossible(
          "the context extension postern.resource holds a template; only whole texts are understood");
    }
    if (!resource.equals("*") && Arn.parse(resource).isEmpty()) {
      return new Mapped.Impossible(
          "the context extension postern.resource is missing, or neither an ARN nor `*`");
    }
    return new Mapped.Question(action, resource, context(envelope, http));
  }

  private Mapped byDefault(CheckEnvelope envelope, HttpTarget http, Directory directory) {
    Optional<String> account = account(directory);
    if (envelope.kind() == CheckEnvelope.Kind.CONNECTION) {
      return account
          .map(id -> question(CONNECT, resource(id, CONNECTION, "CONNECT/*"), envelope, http))
          .orElseGet(RequestMapper::noAccount);
    }
    if (!(http.path() instanceof CanonicalPath.Clear path)) {
      return new Mapped.Refused(Reason.NO_PATH, "");
    }
    if (!http.host().isPlain()) {
      return new Mapped.Refused(Reason.BAD_HOST, "");
    }
    if (!isToken(http.method())) {
      return new Mapped.Impossible("the request has no method, or one that is no token");
    }
    String rest = http.method() + (path.path().equals("*") ? "/*" : path.path());
    return account
        .map(id -> question(INVOKE, resource(id, http.host().name(), rest), envelope, http))
        .orElseGet(RequestMapper::noAccount);
  }

  /** The account that routes belong to; empty if neither settings nor directory tell. */
  private Optional<String> account(Directory directory) {
    if (!settings.account().equals(MappingSettings.ONLY_ACCOUNT)) {
      return Optional.of(settings.account());
    }
    return directory.accounts().size() == 1
        ? Optional.of(directory.accounts().keySet().iterator().next())
        : Optional.empty();
  }

  private static Mapped noAccount() {
    return new Mapped.Impossible(
        "mapping.account must be set, because the directory does not hold just one account");
  }

  private String resource(String account, String api, String rest) {
    return ("arn:" + settings.partition() + ":execute-api:" + settings.region() + ":" + account)
        + (":" + api + "/" + settings.stage() + "/" + rest);
  }

  private Mapped question(String action, String resource, CheckEnvelope envelope, HttpTarget http) {
    return new Mapped.Question(action, resource, context(envelope, http));
  }

  private EnvelopeContext context(CheckEnvelope envelope, HttpTarget http) {
    return new EnvelopeContext(envelope, http, settings.region());
  }

  /** RFC 9110, 5.6.2: so that a method ends no part of a resource. */
  private static boolean isToken(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (!isActionCharacter(c) && "!#$%&'*+^`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !method.isEmpty();
  }
}
