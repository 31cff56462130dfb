package dev.postern.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy document. Equal to another if it says the same, wherever it stands. */
public final class Policy {
  private final Version version;
  private final String id;
  private final List<Statement> statements;
  private final Fingerprint fingerprint;

  /**
   * @param version the language version; 2008-10-17 where the document has none
   * @param id the `Id` element; empty if there is none
   * @param statements in the order of the document
   */
  public Policy(Version version, String id, List<Statement> statements) {
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
    this.fingerprint = digest(version, id, this.statements);
  }

  /** The language version. */
  public Version version() {
    return version;
  }

  /** The `Id` element; empty if there is none. */
  public String id() {
    return id;
  }

  /** The statements in the order of the document. */
  public List<Statement> statements() {
    return statements;
  }

  /** Fingerprint of what the policy says; places do not count. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Policy policy && fingerprint.equals(policy.fingerprint);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return version.text() + " " + statements;
  }

  private static Fingerprint digest(Version version, String id, List<Statement> statements) {
    Fingerprint.Digester digest = new Fingerprint.Digester();
    digest.add(version.text()).add(id).add(statements.size());
    for (Statement statement : statements) {
      digest.add(statement.sid()).add(statement.effect().text());
      digest
          .add(statement.principals().sense().name())
          .add(statement.principals().entries().size());
      for (Principals.Entry entry : statement.principals().entries()) {
        digest.add(entry.kind().text()).add(entry.text());
      }
      add(digest, statement.actions());
      add(digest, statement.resources());
      digest.add(statement.conditions().size());
      for (Condition condition : statement.conditions()) {
        digest.add(condition.operator().name()).add(condition.key()).add(condition.values().size());
        condition.values().forEach(digest::add);
      }
    }
    return digest.finish();
  }

  private static void add(Fingerprint.Digester digest, Patterns patterns) {
    digest.add(patterns.sense().name()).add(patterns.texts().size());
    patterns.texts().forEach(digest::add);
  }
}
