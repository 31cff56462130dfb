package dev.postern.syntax;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What AWS says about the form of a resource pattern when it is written. */
final class ResourceFormat {
  private static final Pattern PARTITION = Pattern.compile("\\*|aws(-[a-z]+)*");
  private static final List<String> IAM_PATHS =
      List.of(
          "user/",
          "federated-user/",
          "role/",
          "group/",
          "instance-profile/",
          "mfa/",
          "server-certificate/",
          "policy/",
          "sms-mfa/",
          "saml-provider/",
          "oidc-provider/",
          "report/",
          "access-report/");

  private ResourceFormat() {}

  /** Why a write is refused. */
  static Optional<String> refusal(String resource) {
    if (resource.equals("*")) {
      return Optional.empty();
    }
    String[] fields = resource.split(":", 6);
    if (fields.length < 2) {
      return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
    }
    if (!PARTITION.matcher(fields[1]).matches()) {
      return Optional.of(
          "Partition \"%s\" is not valid for resource \"arn:%s:%s:%s:%s:%s\"."
              .formatted(
                  fields[1],
                  fields[1],
                  field(fields, 2),
                  field(fields, 3),
                  field(fields, 4),
                  field(fields, 5)));
    }
    if (fields.length < 3) {
      return Optional.of("Resource vendor must be fully qualified and cannot contain regexes.");
    }
    return switch (fields[2]) {
      case "iam" -> iam(resource, fields);
      case "s3" -> s3(resource, fields);
      default -> Optional.empty();
    };
  }

  /** Whether a resource without a format error fails the legacy parser. */
  static boolean failsLegacy(String resource) {
    if (resource.equals("*")) {
      return false;
    }
    String[] fields = resource.split(":", 6);
    return fields.length < 6 && resource.contains("::") || fields.length > 2 && fields[2].isEmpty();
  }

  /** Whether a pattern has fewer than six fields; `*` alone is no ARN and not short. */
  static boolean isShort(String resource) {
    return resource.chars().filter(c -> c == ':').count() < 5 && !resource.equals("*");
  }

  private static Optional<String> iam(String resource, String[] fields) {
    if (fields.length > 3 && !fields[3].isEmpty()) {
      return Optional.of("IAM resource " + resource + " cannot contain region information.");
    }
    boolean good =
        fields.length < 6
            || fields[5].equals("*")
            || IAM_PATHS.stream().anyMatch(fields[5]::startsWith);
    return good
        ? Optional.empty()
        : Optional.of(
            "IAM resource path must either be \"*\" or start with "
                + String.join(", ", IAM_PATHS)
                + ".");
  }

  private static Optional<String> s3(String resource, String[] fields) {
    boolean good =
        fields.length < 4
            || fields[3].isEmpty()
            || fields.length == 6 && fields[5].startsWith("accesspoint/");
    return good
        ? Optional.empty()
        : Optional.of("Resource " + resource + " can not contain region information.");
  }

  private static String field(String[] fields, int index) {
    return index < fields.length && !fields[index].isEmpty() ? fields[index] : "*";
  }
}
