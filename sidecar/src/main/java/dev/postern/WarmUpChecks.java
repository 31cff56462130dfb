package dev.postern;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.Role;
import dev.postern.directory.User;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Statement;
import dev.postern.text.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that a directory suggests: some of its users and roles, asking for what some of its
 * policies speak of. As the check API would be sent them (N-2.1).
 */
final class WarmUpChecks {
  private static final int CALLERS = 16;
  private static final int QUESTIONS = 16;

  private WarmUpChecks() {}

  static List<String> of(Directory directory) {
    Set<String> callers = new LinkedHashSet<>();
    Set<String> questions = new LinkedHashSet<>();
    for (Account account : directory.accounts().values()) {
      account.users().values().stream()
          .limit(CALLERS)
          .forEach(user -> {
            callers.add(user.arn());
            user.identityPolicies().forEach(policy -> ask(policy, questions));
          });
      account.roles().values().stream()
          .limit(CALLERS)
          .forEach(role -> {
            callers.add(role.arn());
            role.policies().forEach(policy -> ask(policy, questions));
          });
    }
    callers.add("anonymous");
    questions.add(question("s3:GetObject", "arn:aws:s3:::example/key"));
    List<String> checks = new ArrayList<>();
    for (String caller : callers.stream().limit(CALLERS).toList()) {
      for (String question : questions.stream().limit(QUESTIONS).toList()) {
        checks.add(
            "{\"principal\":"
                + JsonWriter.quote(caller)
                + question
                + ",\"context\":{\"aws:SourceIp\":\"192.0.2.1\",\"aws:SecureTransport\":true}}");
      }
    }
    return checks;
  }

  /** Nobody, and some callers that the directory knows, as text (N-2.3). */
  static List<String> callers(Directory directory) {
    Stream<String> known =
        directory.accounts().values().stream()
            .flatMap(account ->
                Stream.concat(
                    account.users().values().stream().limit(CALLERS).map(User::arn),
                    account.roles().values().stream().limit(CALLERS).map(Role::arn)));
    return Stream.concat(Stream.of("anonymous"), known).limit(CALLERS).toList();
  }

  private static void ask(NamedPolicy policy, Set<String> questions) {
    if (questions.size() >= QUESTIONS) {
      return;
    }
    for (Statement statement : policy.policy().statements()) {
      first(statement.actions().texts(), "s3:GetObject")
          .filter(action -> action.indexOf(':') > 0)
          .forEach(action ->
              first(statement.resources().texts(), "arn:aws:s3:::example/key")
                  .filter(resource -> resource.split(":", 6).length == 6)
                  .filter(resource -> resource.indexOf('$') < 0)
                  .forEach(resource -> questions.add(question(action, resource))));
    }
  }

  private static Stream<String> first(List<String> patterns, String otherwise) {
    String pattern = patterns.isEmpty() ? otherwise : patterns.getFirst();
    return Stream.of(pattern.replace("*", "x").replace("?", "x"));
  }

  private static String question(String action, String resource) {
    return ",\"action\":"
        + JsonWriter.quote(action)
        + ",\"resource\":"
        + JsonWriter.quote(resource);
  }
}
