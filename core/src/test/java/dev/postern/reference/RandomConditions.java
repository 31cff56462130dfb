package dev.postern.reference;

import dev.postern.model.StatedContext.Entry;
import dev.postern.policy.Comparison;
import dev.postern.policy.Comparison.Family;
import dev.postern.policy.Condition;
import dev.postern.policy.Operator;
import dev.postern.text.JsonPath;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Random conditions, and random context keys for them to read. */
record RandomConditions(Dice dice) {
  static final Place NOWHERE = new Place("random", JsonPath.ROOT, 1, 1);

  /** Keys that a request says. */
  private static final List<String> SAID =
      List.of(
          "k1",
          "k2",
          "many",
          "aws:TagKeys",
          "n1",
          "d1",
          "t1",
          "b64",
          "ip1",
          "arn1",
          "aws:SourceIp",
          "aws:SourceVpce",
          "aws:SourceVpce",
          "aws:ResourceTag/team",
          "aws:CurrentTime",
          "aws:EpochTime",
          "aws:TokenIssueTime",
          "aws:MultiFactorAuthPresent",
          "aws:MultiFactorAuthAge",
          "aws:SourceIdentity",
          "aws:SecureTransport",
          "aws:SourceArn",
          "aws:RequestTag/cost");

  /** Keys that are derived, beside those said. */
  private static final List<String> DERIVED =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalType",
          "aws:PrincipalOrgID",
          "aws:PrincipalOrgPaths",
          "aws:username",
          "aws:userid",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalServiceName",
          "aws:PrincipalServiceNamesList",
          "aws:FederatedProvider",
          "aws:ResourceAccount",
          "aws:ResourceOrgID",
          "aws:ResourceOrgPaths",
          "aws:PrincipalTag/team",
          "aws:PrincipalTag/cost",
          "aws:ResourceTag/team",
          "saml:sub",
          "never");

  private static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "red",
          "k",
          "*",
          "a*",
          "alice",
          "\uD834\uDD1E",
          "\u00e9",
          "\u00c9",
          "\u212a",
          "\uD801\uDC00",
          "\uD801\uDC28",
          "a:b/c",
          "a\nb");
  private static final List<String> NUMBERS =
      List.of(
          "1",
          "2",
          "10",
          "1.0",
          "+1",
          "-1",
          "0",
          "1.50",
          "1.5",
          "00001",
          "1767225600",
          "1767225601",
          "1767225602.5",
          "12abc",
          "1e3",
          "",
          ".5",
          "5.",
          " 1",
          "99999999999999999999999",
          "100000000000000000000000.1");
  private static final List<String> DATES =
      List.of(
          "2026",
          "2026-01",
          "2026-01-01",
          "2026-01-01T00:00Z",
          "2026-01-01T00:00:00Z",
          "2026-01-01t00:00:00.001z",
          "2026-01-01T01:00:00+01:00",
          "2025-12-31T19:00-05",
          "1767225600",
          "1767225601",
          "1767225600000",
          "0",
          "2025-12-31T23:59:59.999999999Z",
          "2023-02-30",
          "2026-13-01",
          "2026-01-01T24:00Z",
          "12026-01-01",
          "-0001-01-01",
          "yesterday",
          "",
          "2026-01-01Z",
          "20260101",
          "2026-01-01T00:00:00.5",
          "9223372036854775807",
          "9223372036854775808",
          "2026-01-01T00:00:02Z",
          "2026-01-01T00:00:03+00:00");
  private static final List<String> TRUTHS =
      List.of(
          "true",
          "false",
          "TRUE",
          "False",
          "true",
          "false",
          "yes",
          "",
          "${k1}",
          "${aws:PrincipalTag/team}");
  private static final List<String> BINARIES =
      List.of("QQ==", "QQ", "QUI=", "", "Q", "####", "QQ===", "QR==");
  private static final List<String> ADDRESSES =
      List.of(
          "192.0.2.1",
          "192.0.2.77/24",
          "192.0.2.0/25",
          "0.0.0.0/0",
          "::/0",
          "2001:db8::1",
          "2001:DB8:0:0:0:0:0:1",
          "2001:db8::/32",
          "::ffff:192.0.2.1",
          "::ffff:192.0.2.0/120",
          "::ffff:0:0/95",
          "::ffff:0:0/96",
          "192.0.2.01",
          "192.0.2",
          "192.0.2.1/33",
          "fe80::1%eth0",
          "",
          "::",
          "1::2::3",
          "192.0.2.1/",
          "::1.2.3.4",
          "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7::",
          "192.0.2.1/032",
          "::/129",
          "192.0.2.255");
  private static final List<String> ARNS =
      List.of(
          "arn:aws:iam::111111111111:user/alice",
          "arn:aws:iam::111111111111:role/app",
          "arn:aws:s3:::b/k",
          "arn:aws:sqs:us-east-1:111111111111:q:x",
          "arn:aws:sqs:us-east-1:111111111111:q",
          "arn:*:*:*:*:*",
          "arn:aws:iam::*:user/*",
          "arn:aws:sqs:*:q:*",
          "arn:aws:sqs:us-*:?11111111111:q*",
          "arn:aws:s3",
          "not-an-arn",
          "",
          "*",
          "xrn:a:b:c:d:e",
          "arn:aws:iam::${aws:PrincipalAccount}:user/alice",
          "${aws:PrincipalArn}",
          "arn:aws:s3:::b/${k1}",
          "*:*:*:*:*:*");

  private static final Map<Family, List<String>> VALUES =
      Map.of(
          Family.STRING, STRINGS,
          Family.NUMERIC, NUMBERS,
          Family.DATE, DATES,
          Family.BOOL, TRUTHS,
          Family.BINARY, BINARIES,
          Family.IP, ADDRESSES,
          Family.ARN, ARNS,
          Family.NULL, List.of("true", "false", "true", "false", "maybe"),
          Family.UNKNOWN, STRINGS);

  /** A key with an operator of its family, mostly. */
  Condition condition() {
    Comparison drawn = dice.of(Comparison.values());
    boolean rather = drawn == Comparison.UNKNOWN && dice.percent(70);
    Comparison comparison = rather ? Comparison.STRING_EQUALS : drawn;
    String quantifier = dice.percent(60) ? "" : dice.of("ForAllValues:", "ForAnyValue:");
    String absence = dice.percent(75) ? "" : "IfExists";
    String base = comparison == Comparison.UNKNOWN ? "StringSame" : comparison.text();
    String key = key(comparison.family());
    boolean fits = family(key) == comparison.family() || dice.percent(30);
    List<String> values =
        dice.many(
            dice.percent(4) ? 0 : 1,
            2,
            () -> fits ? wanted(key) : dice.of(VALUES.get(comparison.family())));
    return condition(quantifier + base + absence, spelled(key), values);
  }

  static Condition condition(String operator, String key, List<String> values) {
    return new Condition(Operator.of(operator), key, values, NOWHERE);
  }

  private String key(Family family) {
    if (dice.percent(10)) {
      return dice.of(dice.of(SAID), dice.of(DERIVED));
    }
    return switch (family) {
      case STRING, UNKNOWN ->
          dice.of(
              "k1",
              "k1",
              "k2",
              "many",
              "aws:TagKeys",
              "aws:PrincipalTag/team",
              dice.of(DERIVED),
              dice.of(DERIVED));
      case NUMERIC -> dice.of("n1", "n1", "aws:MultiFactorAuthAge", "aws:EpochTime");
      case DATE ->
          dice.of(
              "d1",
              "d1",
              "aws:CurrentTime",
              "aws:CurrentTime",
              "aws:EpochTime",
              "aws:TokenIssueTime");
      case BOOL ->
          dice.of(
              "t1",
              "aws:MultiFactorAuthPresent",
              "aws:SecureTransport",
              "aws:PrincipalIsAWSService");
      case BINARY -> "b64";
      case IP -> dice.of("ip1", "aws:SourceIp");
      case ARN -> dice.of("arn1", "aws:SourceArn", "aws:PrincipalArn", "aws:PrincipalArn");
      case NULL -> dice.of(dice.of(SAID), dice.of(DERIVED));
    };
  }

  /** The family of values that a key mostly has. */
  private static Family family(String key) {
    return switch (key) {
      case "n1", "aws:MultiFactorAuthAge" -> Family.NUMERIC;
      case "d1", "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime" -> Family.DATE;
      case "t1", "aws:MultiFactorAuthPresent", "aws:SecureTransport", "aws:PrincipalIsAWSService" ->
          Family.BOOL;
      case "b64" -> Family.BINARY;
      case "ip1", "aws:SourceIp" -> Family.IP;
      case "arn1", "aws:SourceArn", "aws:PrincipalArn" -> Family.ARN;
      default -> Family.STRING;
    };
  }

  private String wanted(String key) {
    String plain = given(key);
    Family family = family(key);
    return family == Family.STRING || family == Family.ARN
        ? new RandomPatterns(dice).value(plain)
        : plain;
  }

  /** A value that a key may have. */
  private String given(String key) {
    return switch (key) {
      case "aws:SourceVpce" -> dice.of("vpce-1", "vpce-2", "vpce-1", "vpce-3", "");
      case "aws:PrincipalArn" -> dice.of(dice.of(Words.USERS), dice.of(Words.ROLES));
      case "aws:PrincipalAccount", "aws:ResourceAccount" -> dice.of(Words.ACCOUNTS);
      case "aws:PrincipalType" ->
          dice.of("User", "AssumedRole", "Account", "FederatedUser", "Anonymous");
      case "aws:PrincipalOrgID", "aws:ResourceOrgID" -> "o-1";
      case "aws:PrincipalOrgPaths", "aws:ResourceOrgPaths" ->
          "o-1/r-1/ou-" + dice.of("1", "2", "9") + "/";
      case "aws:username" -> dice.of("alice", "bob");
      case "aws:userid" -> dice.of(Words.A, "AROA1:s1", "anonymous", Words.A + ":fed");
      case "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList" -> dice.of(Words.SERVICES);
      case "aws:FederatedProvider" -> dice.of(Words.PROVIDERS);
      default -> dice.of(VALUES.get(family(key)));
    };
  }

  private String spelled(String key) {
    return dice.percent(80)
        ? key
        : dice.of(key.toUpperCase(Locale.ROOT), key.toLowerCase(Locale.ROOT));
  }

  /** What a request says. */
  List<Entry> context() {
    List<Entry> entries = new ArrayList<>();
    for (String key : SAID) {
      int chance =
          switch (key) {
            case "aws:CurrentTime",
                "aws:EpochTime",
                "aws:TokenIssueTime",
                "aws:SourceVpce",
                "aws:ResourceTag/team" ->
                8;
            case "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge" -> 4;
            default -> 45;
          };
      if (dice.percent(chance)) {
        entries.add(entry(key));
        if (dice.percent(2)) {
          entries.add(entry(key));
        }
      }
    }
    if (dice.percent(2)) {
      entries.add(entry(dice.of(DERIVED))); // mostly what the request may not say (N-2.6)
    }
    return entries;
  }

  private Entry entry(String key) {
    boolean several = key.equals("many") || key.equals("aws:TagKeys");
    int count = several ? dice.below(4) : dice.percent(94) ? 1 : dice.below(3);
    return new Entry(spelled(key), dice.many(count, count, () -> given(key)));
  }
}
