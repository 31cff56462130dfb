package dev.postern.examples;

import static dev.postern.examples.Trees.list;
import static dev.postern.examples.Trees.member;
import static dev.postern.examples.Trees.object;
import static dev.postern.examples.Trees.text;

import dev.postern.directory.Directory;
import dev.postern.documents.DirectoryReader;
import dev.postern.documents.Document;
import dev.postern.text.Json;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The directory that an example describes. */
final class World {
  private static final String A = "111122223333";
  private static final String B = "444455556666";

  private World() {}

  /** The world of an example with checks. */
  static Directory of(Json.Members entry) {
    List<Json> files = new ArrayList<>(list(entry, "accounts"));
    if (files.isEmpty()) {
      files.add(account(A, user("alice", alicesPolicies(entry))));
      files.add(account(B, user("bob", List.of())));
    }
    files.addAll(list(entry, "organizations"));
    if (entry.get("resources").isPresent()) {
      files.add(object(member("Resources", list(list(entry, "resources")))));
    }
    if (entry.get("endpoints").isPresent()) {
      files.add(object(member("VpcEndpoints", list(list(entry, "endpoints")))));
    }
    return read(files);
  }

  /** A world in which alice has these statements, filled in, and nothing else is said. */
  static Directory ofStatements(List<Json> statements) {
    return read(
        List.of(
            account(A, user("alice", List.of(document(statements)))),
            account(B, user("bob", List.of()))));
  }

  private static List<Json> alicesPolicies(Json.Members entry) {
    if (entry.get("document").isPresent()) {
      return List.of(entry.get("document").get());
    }
    List<Json> statements = list(entry, "policy");
    return statements.isEmpty() ? List.of() : List.of(document(statements));
  }

  private static Json document(List<Json> statements) {
    List<Json> filled = statements.stream().map(World::filledIn).toList();
    return object(member("Version", text("2012-10-17")), member("Statement", list(filled)));
  }

  private static Json filledIn(Json json) {
    Json.Members statement = Trees.with(Trees.asObject(json), member("Effect", text("Allow")));
    if (statement.get("NotAction").isEmpty()) {
      statement = Trees.with(statement, member("Action", text("*")));
    }
    if (statement.get("NotResource").isEmpty()) {
      statement = Trees.with(statement, member("Resource", text("*")));
    }
    return statement;
  }

  private static Json account(String id, Json user) {
    return object(member("AccountId", text(id)), member("UserDetailList", list(List.of(user))));
  }

  private static Json user(String name, List<Json> documents) {
    List<Json> policies =
        documents.stream()
            .<Json>map(document ->
                object(member("PolicyName", text("own")), member("PolicyDocument", document)))
            .toList();
    return object(member("UserName", text(name)), member("UserPolicyList", list(policies)));
  }

  private static Directory read(List<Json> files) {
    List<Document> documents = new ArrayList<>();
    for (Json file : files) {
      documents.add(new Document(new Source("file " + documents.size(), ""), file));
    }
    return switch (new DirectoryReader().read(documents, List.of())) {
      case Outcome.Read<Directory>(Directory directory, _) -> directory;
      case Outcome.Refused<Directory>(var problems) ->
          throw new AssertionError(
              problems.stream().map(Problem::print).collect(Collectors.joining()));
    };
  }
}
