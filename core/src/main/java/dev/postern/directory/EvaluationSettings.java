package dev.postern.directory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a deployment may set about evaluation; anything here can change a decision.
 *
 * @param rcpServices service prefixes, in lower case, to which RCPs apply
 * @param unknownOwner who owns a resource of which nothing tells the owner (N-2.5)
 * @param selfOpened resources that must be opened by their own policy
 */
public record EvaluationSettings(
    Set<String> rcpServices, UnknownOwner unknownOwner, List<SelfOpened> selfOpened) {
  private static final Set<String> AWS_RCP_SERVICES =
      Set.of(
          ("appstream dsql clouddirectory cloudfront cloudsearch logs networkmonitor cognito-identity cognito-idp"
                  + " comprehend comprehendmedical firehose dynamodb dax autoscaling ecr ecr-public gamelift"
                  + " inspector-scan kendra kinesisvideo memorydb aoss personalize polly s3 swf sqs textract"
                  + " timestream-influxdb transcribe translate workspaces appconfig autoscaling-plans budgets"
                  + " servicediscovery cloudtrail-data codeartifact codebuild codecommit codepipeline"
                  + " compute-optimizer cost-optimization-hub events fms fis health rolesanywhere kms opensearch"
                  + " pricing pca-connector-ad resource-groups secretsmanager sts signin support transfer"
                  + " notifications wafv2 xray")
              .split(" "));

  /** What AWS does. */
  public static final EvaluationSettings DEFAULT =
      new EvaluationSettings(
          AWS_RCP_SERVICES,
          UnknownOwner.CALLER,
          List.of(new SelfOpened("sts", "iam", "role/"), new SelfOpened("kms", "kms", "key/")));

  public EvaluationSettings {
    rcpServices = Set.copyOf(rcpServices);
    selfOpened = List.copyOf(selfOpened);
  }

  /** These settings with more services to which RCPs apply. */
  public EvaluationSettings withRcpServices(Set<String> more) {
    Set<String> all = new HashSet<>(rcpServices);
    all.addAll(more);
    return new EvaluationSettings(all, unknownOwner, selfOpened);
  }

  /** These settings with another answer for an owner that nothing tells. */
  public EvaluationSettings withUnknownOwner(UnknownOwner other) {
    return new EvaluationSettings(rcpServices, other, selfOpened);
  }

  /** Who owns a resource of which nothing tells the owner. */
  public enum UnknownOwner {
    /** The caller's account, as AWS's policy simulator has it. */
    CALLER,
    /** Nobody: the request is denied. */
    DENY
  }

  /**
   * Actions of one service on one type of resource.
   *
   * @param actionService service half of the action, lower case
   * @param arnService service field of the resource's ARN
   * @param resourcePrefix how the resource field begins
   */
  public record SelfOpened(String actionService, String arnService, String resourcePrefix) {}
}
