package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.Group;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.User;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.RequestContext;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A change of the directory compiles again only what it touched. */
final class RecompilationTest {
  private static final String ACCOUNT = "111122223333";
  private static final String BUCKET = "arn:aws:s3:::bucket";
  private static final int USERS = 20;

  private final PolicySets sets = new PolicySets();

  private static NamedPolicy policy(PolicyType type, String name, String statement) {
    Outcome<Policy> outcome =
        PolicyReader.parse(new Source(name, "{\"Statement\": " + statement + "}"), type);
    if (outcome instanceof Outcome.Read<Policy> read) {
      return new NamedPolicy(new PolicyName(type, name, ""), read.value());
    }
    throw new AssertionError(outcome.toString());
  }

  private static String allow(String action) {
    return "{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"*\"}";
  }

  private static String arn(int user) {
    return "arn:aws:iam::" + ACCOUNT + ":user/u" + user;
  }

  private static User user(int number, String action, List<Group> groups) {
    return new User(
        arn(number),
        "AIDA" + number,
        ACCOUNT,
        "u" + number,
        List.of(),
        List.of(policy(PolicyType.IDENTITY, "own", allow(action))),
        groups,
        List.of());
  }

  private static Group group(String action) {
    return new Group(
        "arn:aws:iam::" + ACCOUNT + ":group/g",
        "AGPA1",
        "g",
        List.of(policy(PolicyType.IDENTITY, "shared", allow(action))));
  }

  /** Each user may do an action of their own, user 0 this one; the first five are in a group. */
  private static Directory world(String first, String shared) {
    Map<String, User> users = new HashMap<>();
    for (int i = 0; i < USERS; i++) {
      String action = i == 0 ? first : "s3:Action" + i;
      users.put(arn(i), user(i, action, i < 5 ? List.of(group(shared)) : List.of()));
    }
    NamedPolicy bucket =
        policy(
            PolicyType.RESOURCE,
            "bucket",
            "{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:Delete*\", \"Resource\": \"*\"}");
    return new Directory(
        Map.of(ACCOUNT, new Account(ACCOUNT, "", users, Map.of(), Map.of())),
        Map.of(),
        Map.of(),
        Map.of(
            BUCKET,
            new ResourceEntry(
                BUCKET, ACCOUNT, List.of(), List.of(bucket), ResourceEntry.KeyManager.CUSTOMER)),
        Map.of(),
        new Fingerprint.Digester().add(first).add(shared).finish());
  }

  private Engine engine(Directory directory) {
    Engine engine =
        new Engine(
            directory,
            EvaluationSettings.DEFAULT,
            InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
            sets);
    engine.compileAll();
    return engine;
  }

  private static boolean allows(Engine engine, int user, String action) {
    return engine
        .check(
            new CheckRequest(
                new Caller.User(arn(user), Credentials.LONG_TERM),
                action,
                BUCKET,
                CheckRequest.UNSAID,
                RequestContext.EMPTY))
        .allowed();
  }

  @Test
  void changeOfOneUser_compilesOneSet() {
    Engine before = engine(world("s3:Get", "s3:List"));
    long compiled = sets.compilations();
    assertThat(compiled).isEqualTo(USERS + 1);
    Engine after = before.next(world("s3:Put", "s3:List"));
    after.compileAll();
    assertThat(sets.compilations() - compiled).isEqualTo(1);
    assertThat(allows(before, 0, "s3:Get")).isTrue();
    assertThat(allows(before, 0, "s3:Put")).isFalse();
    assertThat(allows(after, 0, "s3:Get")).isFalse();
    assertThat(allows(after, 0, "s3:Put")).isTrue();
    assertThat(allows(after, 7, "s3:Action7")).isTrue();
  }

  @Test
  void changeOfAGroup_compilesTheSetsOfItsMembers() {
    Engine before = engine(world("s3:Get", "s3:List"));
    long compiled = sets.compilations();
    Engine after = before.next(world("s3:Get", "s3:ListAll"));
    after.compileAll();
    assertThat(sets.compilations() - compiled).isEqualTo(5);
    assertThat(allows(after, 4, "s3:ListAll")).isTrue();
    assertThat(allows(after, 5, "s3:ListAll")).isFalse();
  }

  @Test
  void noChange_compilesNothing_alsoForAnEngineOfItsOwn() {
    Engine before = engine(world("s3:Get", "s3:List"));
    long compiled = sets.compilations();
    before.next(world("s3:Get", "s3:List")).compileAll();
    assertThat(sets.compilations()).isEqualTo(compiled);
    Engine apart = engine(world("s3:Get", "s3:List"));
    assertThat(sets.compilations()).isEqualTo(compiled);
    assertThat(allows(apart, 0, "s3:Get") && allows(before, 0, "s3:Get")).isTrue();
  }
}
