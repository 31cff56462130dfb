package dev.postern.engine;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.Tag;
import dev.postern.directory.User;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.StatedContext;
import dev.postern.policy.Condition;
import dev.postern.policy.Effect;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Operator;
import dev.postern.policy.Patterns;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import dev.postern.policy.Version;
import dev.postern.text.JsonPath;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Worlds of one user with any number of statements of one kind, all for one action, of which the
 * same one matches the request whatever their number.
 */
public enum PolicyFamily {
  LITERAL("arn:aws:s3:::bucket-%06d/reports/2026/q3.csv", "bucket-%06d/reports/2026/q3.csv"),
  PREFIX("arn:aws:s3:::bucket-%06d/*", "bucket-%06d/reports/2026/q3.csv"),
  LEADING_WILDCARD("arn:aws:s3:::*/reports-%06d.csv", "bucket/2026/reports-%06d.csv"),
  MIDDLE_WILDCARD("arn:aws:s3:::bucket-*/team-%06d/*", "bucket-x/team-%06d/2026/q3.csv"),
  CONDITIONS("arn:aws:s3:::bucket-%06d/*", "bucket-%06d/reports/2026/q3.csv");

  private static final String ACCOUNT = "111122223333";
  private static final String USER = "arn:aws:iam::" + ACCOUNT + ":user/alice";
  private static final int MATCHING = 7;

  private final String pattern;
  private final String resource;

  PolicyFamily(String pattern, String resource) {
    this.pattern = pattern;
    this.resource = "arn:aws:s3:::" + resource;
  }

  /** A request that statement 7 allows. */
  public CheckRequest request() {
    return request(MATCHING);
  }

  /** A request that one statement allows. */
  public CheckRequest request(int statement) {
    return request(
        resource.formatted(statement),
        StatedContext.of(
            Map.of(
                "aws:SourceIp", List.of("10.1.2.3"),
                "aws:SecureTransport", List.of("true"),
                "s3:max-keys", List.of("100"),
                "s3:prefix", List.of("home/alice/x"))));
  }

  /** A world of one user with as many statements as said, each in a policy of its own. */
  public Directory world(int statements) {
    return world(IntStream.range(0, statements).mapToObj(this::statement).toList());
  }

  /**
   * A world of one user with one statement, of a resource pattern and a pattern for `s3:prefix`.
   */
  public static Directory single(String resource, String prefix) {
    return world(
        List.of(statement(resource, List.of(condition("StringLike", "s3:prefix", prefix)))));
  }

  /** A request of the bucket and prefix of that name. */
  public static CheckRequest requestOf(String name) {
    return request("arn:aws:s3:::" + name, StatedContext.of(Map.of("s3:prefix", List.of(name))));
  }

  private static CheckRequest request(String resource, StatedContext context) {
    return new CheckRequest(
        new Caller.User(USER, Credentials.LONG_TERM),
        "s3:GetObject",
        resource,
        CheckRequest.UNSAID,
        context);
  }

  private static Directory world(List<Statement> statements) {
    List<NamedPolicy> policies = new ArrayList<>();
    Fingerprint.Digester digest = new Fingerprint.Digester();
    for (Statement statement : statements) {
      Policy policy = new Policy(Version.V2012, "", List.of(statement));
      digest.add(policy.fingerprint());
      PolicyName name = new PolicyName(PolicyType.IDENTITY, "p" + policies.size(), USER);
      policies.add(new NamedPolicy(name, policy));
    }
    User user =
        new User(
            USER,
            "AIDAEXAMPLE",
            ACCOUNT,
            "alice",
            List.of(new Tag("team", "blue")),
            policies,
            List.of(),
            List.of());
    Account account = new Account(ACCOUNT, "", Map.of(USER, user), Map.of(), Map.of());
    return new Directory(
        Map.of(ACCOUNT, account), Map.of(), Map.of(), Map.of(), Map.of(), digest.finish());
  }

  private Statement statement(int number) {
    return statement(pattern.formatted(number), this == CONDITIONS ? conditions() : List.of());
  }

  private static Statement statement(String resource, List<Condition> conditions) {
    return new Statement(
        "",
        Effect.ALLOW,
        Principals.UNSTATED,
        new Patterns(Sense.LISTED, List.of("s3:GetObject")),
        new Patterns(Sense.LISTED, List.of(resource)),
        conditions,
        place());
  }

  private static List<Condition> conditions() {
    return List.of(
        condition("StringEquals", "aws:PrincipalTag/team", "red", "blue"),
        condition("StringLike", "s3:prefix", "home/${aws:username}/*"),
        condition("IpAddress", "aws:SourceIp", "192.168.0.0/16", "10.0.0.0/8"),
        condition("Bool", "aws:SecureTransport", "true"),
        condition("NumericLessThanEquals", "s3:max-keys", "1000"),
        condition("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z"));
  }

  private static Condition condition(String operator, String key, String... values) {
    return new Condition(Operator.of(operator), key, List.of(values), place());
  }

  private static Place place() {
    return new Place("bench", JsonPath.ROOT, 1, 1);
  }
}
