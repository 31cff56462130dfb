package dev.postern.reference;

import java.util.List;

/** The small alphabet of the random worlds: few words, so that things often match. */
final class Words {
  static final String A = "111111111111";
  static final String B = "222222222222";

  /** The management account of the organization. */
  static final String M = "999999999999";

  /** Stands in the organization but in no account file. */
  static final String UNHELD = "333333333333";

  static final List<String> HELD = List.of(A, B, M);
  static final List<String> ACCOUNTS = List.of(A, A, B, B, M, UNHELD);

  static final List<String> SERVICES = List.of("sns.amazonaws.com", "ec2.amazonaws.com");
  static final List<String> PROVIDERS =
      List.of("arn:aws:iam::" + A + ":oidc-provider/idp.example", "accounts.google.com");

  static final List<String> ENDPOINTS = List.of("vpce-1", "vpce-2");

  static final List<String> ACTIONS =
      List.of(
          "s3:GetObject",
          "s3:GetObject",
          "s3:Get",
          "s3:PutObject",
          "S3:getobject",
          "sqs:SendMessage",
          "sqs:Send",
          "ec2:RunInstances",
          "iam:GetRole",
          "iam:GetUser",
          "kms:Decrypt",
          "sts:AssumeRole",
          "sts:AssumeRole",
          "sts:TagSession");
  static final List<String> ROLE_ACTIONS =
      List.of(
          "sts:AssumeRole",
          "sts:AssumeRole",
          "sts:assumerole",
          "sts:AssumeRoleWithWebIdentity",
          "sts:AssumeRoleWithSAML",
          "sts:TagSession",
          "iam:GetRole",
          "iam:PassRole",
          "s3:GetObject");
  static final List<String> KEY_ACTIONS =
      List.of("kms:Decrypt", "kms:Decrypt", "kms:decrypt", "kms:RetireGrant", "iam:GetRole");
  static final List<String> RARE_ACTIONS =
      List.of(
          "sts:GetCallerIdentity",
          "STS:getcalleridentity",
          "sts:GetSessionToken",
          "sts:GetFederationToken",
          "iam:DeletePolicy",
          "iam:DeleteRole",
          "kms:DeleteAlias",
          "iam:PassRole");

  static final List<String> OBJECTS =
      List.of(
          "arn:aws:s3:::b",
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::b/a/k",
          "arn:aws:s3:::b/*",
          "arn:aws:s3:::b/a:k",
          "arn:aws:s3:::B/k",
          "arn:aws:s3:::home/alice/k",
          "arn:aws:s3:::home/red/k",
          "arn:aws:s3:::home/\uD834\uDD1E/\u00e9",
          "arn:aws:s3:::home/${aws:username}/k",
          "arn:aws:sqs:us-east-1:" + A + ":q",
          "arn:aws:sqs:us-east-1:" + A + ":q",
          "arn:aws:sqs:us-east-1:" + B + ":q",
          "arn:aws:sqs:eu-west-1:" + B + ":q:x",
          "arn:aws:sqs:us-east-1:" + A + ":x:" + A + ":q",
          "arn:aws:sqs:us-east-2:" + M + ":q",
          "arn:aws:sqs:us-east-1:" + UNHELD + ":q",
          "arn:aws-cn:s3:::b/k",
          "arn:aws:iam::" + A + ":user/alice",
          "arn:aws:iam::" + B + ":user/team/bob",
          "*",
          "*",
          "arn:::::");
  static final List<String> RESERVED =
      List.of(
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          "arn:aws:iam::" + A + ":role/aws-reserved/x",
          "arn:aws:kms:us-east-1:" + A + ":alias/aws/s3",
          "arn:aws:kms:us-east-1:" + A + ":alias/mine");
  static final List<String> KEYS =
      List.of(
          "arn:aws:kms:us-east-1:" + A + ":key/1",
          "arn:aws:kms:us-east-1:" + B + ":key/1",
          "arn:aws:kms:us-east-1:" + A + ":key/2");
  static final List<String> ROLES =
      List.of(
          "arn:aws:iam::" + A + ":role/app",
          "arn:aws:iam::" + A + ":role/team/Ops",
          "arn:aws:iam::" + A + ":role/aws-service-role/x.amazonaws.com/Linked",
          "arn:aws:iam::" + B + ":role/app",
          "arn:aws:iam::" + B + ":role/aws-service-role/x.amazonaws.com/Linked",
          "arn:aws:iam::" + M + ":role/app");
  static final List<String> USERS =
      List.of(
          "arn:aws:iam::" + A + ":user/alice",
          "arn:aws:iam::" + A + ":user/Alice",
          "arn:aws:iam::" + A + ":user/team/bob",
          "arn:aws:iam::" + B + ":user/alice",
          "arn:aws:iam::" + B + ":user/team/bob",
          "arn:aws:iam::" + M + ":user/alice");

  /** Entries of the resources file; those of buckets say their owner. */
  static final List<String> ENTRIES =
      List.of(
          "arn:aws:s3:::b",
          "arn:aws:s3:::b/a",
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::home",
          "arn:aws:s3:::B",
          "arn:aws-cn:s3:::b",
          "arn:aws:sqs:us-east-1:" + A + ":q",
          "arn:aws:sqs:us-east-1:" + B + ":q",
          "arn:aws:sqs:us-east-1:" + A + ":x",
          "arn:aws:sqs:eu-west-1:" + B + ":q",
          "arn:aws:sqs:us-east-2:" + M + ":q",
          "arn:aws:sqs:us-east-1:" + UNHELD + ":q",
          "arn:aws:kms:us-east-1:" + A + ":key/1",
          "arn:aws:kms:us-east-1:" + B + ":key/1",
          "arn:aws:kms:us-east-1:" + A + ":key/2",
          "arn:aws:iam::" + A + ":role/app");

  static final List<String> MANAGED =
      List.of("arn:aws:iam::" + A + ":policy/one", "arn:aws:iam::" + A + ":policy/two");

  private Words() {}
}
