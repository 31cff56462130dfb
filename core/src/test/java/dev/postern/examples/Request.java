package dev.postern.examples;

import dev.postern.model.CheckRequest;
import dev.postern.model.StatedContext;
import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.List;

/** The request of a check (N-2.1), filled in. */
final class Request {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  private Request() {}

  static CheckRequest of(Json.Members check) {
    return new CheckRequest(
        Principal.read(check.get("principal").orElse(Trees.text(ALICE))),
        Trees.text(check, "action", "s3:GetObject"),
        Trees.text(check, "resource", "arn:aws:s3:::b/k"),
        Trees.text(check, "resource_account", CheckRequest.UNSAID),
        StatedContext.of(context(check)));
  }

  private static List<StatedContext.Entry> context(Json.Members check) {
    List<StatedContext.Entry> entries = new ArrayList<>();
    check
        .get("context")
        .map(Trees::asObject)
        .ifPresent(context ->
            context
                .members()
                .forEach(key ->
                    entries.add(
                        new StatedContext.Entry(
                            key.name(),
                            Trees.asList(key.value()).stream().map(Trees::asText).toList()))));
    return entries;
  }
}
