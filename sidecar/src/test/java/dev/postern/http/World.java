package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.documents.DirectoryReader;
import dev.postern.documents.Document;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.time.InstantSource;
import java.util.List;

/** A small world: alice may read, must not delete; app may read what its boundary lets it. */
final class World {
  static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  private static final String ACCOUNT =
      """
      {
        "AccountId": "111122223333",
        "UserDetailList": [
          { "UserName": "alice", "UserPolicyList": [ { "PolicyName": "own", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": [
              { "Sid": "Read", "Effect": "Allow", "Action": "s3:%s*", "Resource": "arn:aws:s3:::b/*" },
              { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
              { "Sid": "Far", "Effect": "Allow", "Action": "s3:Put*", "Resource": "arn:aws:s3:::b/${aws:username}/*",
                "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
                               "NumericLessThan": { "app:size": "10" } } },
              { "Effect": "Allow", "Action": "iam:*", "Resource": "*",
                "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" },
                               "NumericLessThan": { "aws:MultiFactorAuthAge": "900" },
                               "DateGreaterThan": { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
                               "NumericGreaterThan": { "aws:EpochTime": "1577836800" } } }
            ] } } ] }
        ],
        "RoleDetailList": [
          { "RoleName": "app", "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" } ] },
            "RolePolicyList": [ { "PolicyName": "all", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Action": "*", "Resource": "*" } ] } } ],
            "PermissionsBoundary": { "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/edge" } }
        ],
        "Policies": [ { "PolicyName": "edge", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
          { "Sid": "Edge", "Effect": "Allow", "Action": "s3:*", "Resource": "*" } ] } } ]
      }
      """;

  private World() {}

  /** A world in which alice may do what begins with a verb. */
  static Directory where(String verb) {
    Source source = new Source("account.json", ACCOUNT.formatted(verb));
    Json json = ((Outcome.Read<Json>) JsonReader.read(source, DirectoryReader.LIMITS)).value();
    Outcome<Directory> outcome =
        new DirectoryReader().read(List.of(new Document(source, json)), List.of());
    assertThat(outcome.problems()).isEmpty();
    return ((Outcome.Read<Directory>) outcome).value();
  }

  static PolicyDecisionPoint decisionPoint() {
    PolicyDecisionPoint point =
        PolicyDecisionPoint.caching(
            EvaluationSettings.DEFAULT, InstantSource.system(), new DecisionCache(1 << 20));
    point.publish(where("Get"));
    return point;
  }
}
