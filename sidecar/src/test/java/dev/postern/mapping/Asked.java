package dev.postern.mapping;

import dev.postern.config.MappingSettings;
import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.policy.Fingerprint;
import dev.postern.wire.CheckEnvelope;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.Map;
import java.util.TreeMap;

/** Requests in Envoy's own types, mapped in a world of so many accounts. */
final class Asked {
  static final String PREFIX = "arn:aws:execute-api:us-east-1:111122223333:";

  private Asked() {}

  static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder().setMethod("GET").setHost("h").setPath(path);
  }

  static AttributeContext.Builder with(HttpRequest.Builder http) {
    return AttributeContext.newBuilder()
        .setRequest(AttributeContext.Request.newBuilder().setHttp(http));
  }

  static CheckEnvelope envelope(AttributeContext.Builder attributes) {
    return CheckEnvelope.read(
            CheckRequest.newBuilder().setAttributes(attributes).build().toByteArray())
        .orElseThrow();
  }

  static Mapped mapped(AttributeContext.Builder attributes) {
    return mapped(attributes, MappingSettings.DEFAULT, "111122223333");
  }

  static Mapped mapped(
      AttributeContext.Builder attributes, MappingSettings settings, String... accounts) {
    return new RequestMapper(settings).map(envelope(attributes), holding(accounts));
  }

  /** A mapping in one line: resource, class, reason, or `error`. */
  static String line(Mapped mapped) {
    return switch (mapped) {
      case Mapped.Question question -> question.resource();
      case Mapped.Refused refused ->
          refused.detail().isEmpty() ? refused.reason().wireName() : refused.detail();
      case Mapped.Impossible _ -> "error";
    };
  }

  static Directory holding(String... ids) {
    Map<String, Account> accounts = new TreeMap<>();
    for (String id : ids) {
      accounts.put(id, new Account(id, "", Map.of(), Map.of(), Map.of()));
    }
    return new Directory(
        accounts, Map.of(), Map.of(), Map.of(), Map.of(), new Fingerprint(1, 2, 3, 4));
  }
}
