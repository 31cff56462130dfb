package dev.postern.documents;

import dev.postern.text.Place;

/**
 * How an entity is called.
 *
 * @param kind what it is
 * @param arn with path
 * @param account 12 digits; `aws` for AWS-managed policies
 * @param path `/`, or `/a/b/`
 * @param name without path
 * @param uniqueId as stored, or derived from the ARN (N-1.4)
 * @param place where the entity stands
 */
record EntityName(
    EntityKind kind,
    String arn,
    String account,
    String path,
    String name,
    String uniqueId,
    Place place) {

  /** For messages: user `arn:…`. */
  @Override
  public String toString() {
    return kind.word() + " `" + arn + "`";
  }
}
