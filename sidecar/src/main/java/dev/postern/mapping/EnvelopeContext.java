package dev.postern.mapping;

import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.model.RequestContext;
import dev.postern.wire.CheckEnvelope;
import dev.postern.wire.CheckEnvelope.Field;
import dev.postern.wire.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The context keys of a request that came through Envoy (N-6.1), each computed when a policy reads
 * it (N-6.2). Nothing here is identity: headers, path, query, host and SNI are the client's to say
 * (E-6.2).
 */
final class EnvelopeContext implements RequestContext {
  private static final String HEADER = "http:header/";
  private static final String HEADER_VALUES = "http:headervalues/";
  private static final String QUERY = "http:query/";
  private static final String QUERY_VALUES = "http:queryvalues/";
  private static final String EXTENSION = "envoy:context/";

  private final CheckEnvelope envelope;
  private final HttpTarget http;
  private final String region;

  EnvelopeContext(CheckEnvelope envelope, HttpTarget http, String region) {
    this.envelope = envelope;
    this.http = http;
    this.region = region;
  }

  @Override
  public ContextValue value(String key) {
    return switch (key) {
      case "http:method" -> text(http.method());
      case "http:host" -> text(http.host().name());
      case "http:port" -> text(http.host().port());
      case "http:scheme" -> text(CaseFold.fold(envelope.text(Field.SCHEME)));
      case "http:protocol" -> text(envelope.text(Field.PROTOCOL));
      case "http:path" ->
          http.path() instanceof CanonicalPath.Clear(String path, String raw)
              ? text(path)
              : ContextValue.ABSENT;
      case "http:rawpath" ->
          http.path() instanceof CanonicalPath.Clear(String path, String raw)
              ? text(raw)
              : ContextValue.ABSENT;
      case "http:bodysize" ->
          envelope.size() == CheckEnvelope.UNKNOWN_SIZE
              ? ContextValue.ABSENT
              : ContextValue.of(Long.toString(envelope.size()));
      case "http:bodypartial" -> joined(headers("x-envoy-auth-partial-body", 0), ",");
      case "tls:sni" -> text(envelope.text(Field.SNI));
      case "tls:peerprincipal" -> text(envelope.text(Field.SOURCE_PRINCIPAL));
      case "aws:sourceip" -> address(envelope.text(Field.SOURCE_ADDRESS));
      case "aws:useragent" -> joined(headers("user-agent", 0), ",");
      case "aws:referer" -> joined(headers("referer", 0), ",");
      case "aws:requestedregion" -> text(region);
      case "aws:securetransport" ->
          switch (CaseFold.fold(envelope.text(Field.SCHEME))) {
            case "https" -> ContextValue.of("true");
            case "http" -> ContextValue.of("false");
            default -> ContextValue.ABSENT;
          };
      default -> named(key);
    };
  }

  private ContextValue named(String key) {
    if (key.startsWith(HEADER)) {
      return joined(headers(key, HEADER.length()), key.endsWith("/cookie") ? "; " : ",");
    }
    if (key.startsWith(HEADER_VALUES)) {
      return each(headers(key, HEADER_VALUES.length()));
    }
    if (key.startsWith(QUERY)) {
      return parameter(key.substring(QUERY.length()), values -> joined(values, ","));
    }
    if (key.startsWith(QUERY_VALUES)) {
      return parameter(key.substring(QUERY_VALUES.length()), EnvelopeContext::each);
    }
    return key.startsWith(EXTENSION) ? extension(key) : ContextValue.ABSENT;
  }

  /** The values of a header whose folded name is the end of {@code key}, in order (E-3.4). */
  private List<String> headers(String key, int offset) {
    Entries headers = envelope.headers();
    List<String> values = new ArrayList<>(1);
    if (key.startsWith(":", offset)) {
      return values; // pseudo headers only stand in for fields (E-3.6)
    }
    for (int at = headers.find(0, key, offset); at >= 0; at = headers.find(at + 1, key, offset)) {
      values.add(headers.value(at));
    }
    return values;
  }

  /**
   * A parameter by its folded name. Names of parameters are case-sensitive, keys are not, so two
   * that differ by case alone are ambiguous: joined, one could hide the other.
   */
  private ContextValue parameter(String folded, Function<List<String>, ContextValue> form) {
    List<String> values = new ArrayList<>(1);
    String spelling = "";
    for (Query.Parameter parameter : Query.read(http.rawQuery()).parameters()) {
      if (CaseFold.fold(parameter.name()).equals(folded)) {
        if (!values.isEmpty() && !parameter.name().equals(spelling)) {
          return ContextValue.AMBIGUOUS;
        }
        spelling = parameter.name();
        values.add(parameter.value());
      }
    }
    return form.apply(values);
  }

  private ContextValue extension(String key) {
    Entries extensions = envelope.contextExtensions();
    ContextValue found = ContextValue.ABSENT;
    int offset = EXTENSION.length();
    for (int at = extensions.find(0, key, offset);
        at >= 0;
        at = extensions.find(at + 1, key, offset)) {
      found =
          found instanceof ContextValue.Absent
              ? ContextValue.of(extensions.value(at))
              : ContextValue.AMBIGUOUS;
    }
    return found;
  }

  private static ContextValue joined(List<String> values, String separator) {
    return values.isEmpty() ? ContextValue.ABSENT : ContextValue.of(String.join(separator, values));
  }

  private static ContextValue each(List<String> values) {
    return values.isEmpty() ? ContextValue.ABSENT : ContextValue.of(values);
  }

  /** An address only if it looks like one: a name or a path is no address (E-2.2). */
  private static ContextValue address(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return ContextValue.ABSENT;
      }
    }
    return text(text);
  }

  /** An unset field gives an absent key, never an empty one (E-2.1). */
  private static ContextValue text(String value) {
    return value.isEmpty() ? ContextValue.ABSENT : ContextValue.of(value);
  }
}
