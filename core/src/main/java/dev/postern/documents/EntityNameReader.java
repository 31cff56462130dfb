package dev.postern.documents;

import dev.postern.model.Arn;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what an entity of an account file is called, derived where it is left out (N-1.4). */
final class EntityNameReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");
  private static final Pattern PATH = Pattern.compile("/|/[!-~]{1,510}/");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,128}");
  private static final String AWS = "aws";

  private final String fileAccount;
  private final Problems problems;

  /**
   * @param fileAccount `AccountId` of the file; empty if it says none
   */
  EntityNameReader(String fileAccount, Problems problems) {
    this.fileAccount = fileAccount;
    this.problems = problems;
  }

  Optional<EntityName> read(EntityKind kind, Fields fields) {
    Optional<String> arn = fields.text("Arn");
    if (fields.has("Arn") && arn.isEmpty()) {
      return Optional.empty();
    }
    Optional<EntityName> name =
        arn.isPresent() ? fromArn(kind, fields, arn.get()) : fromParts(kind, fields);
    return name.filter(n -> isWellFormed(fields, n));
  }

  private Optional<EntityName> fromArn(EntityKind kind, Fields fields, String text) {
    Optional<Arn> parsed = Arn.parse(text).filter(arn -> isOf(kind, arn));
    if (parsed.isEmpty()) {
      problems.error(
          fields.place("Arn"),
          "`" + text + "` is no ARN of a " + kind.word() + " (N-1.3)",
          "write arn:aws:iam::<account>:" + kind.word() + "/<path><name>");
      return Optional.empty();
    }
    Arn arn = parsed.get();
    if (!fileAccount.isEmpty()
        && !arn.account().equals(AWS)
        && !arn.account().equals(fileAccount)) {
      problems.error(
          fields.place("Arn"),
          "`" + text + "` is not of the file's account " + fileAccount + " (N-1.4)",
          "correct the ARN, or `AccountId` of the file");
    }
    int start = kind.word().length();
    int slash = arn.resource().lastIndexOf('/');
    String path = arn.resource().substring(start, slash + 1);
    String name = arn.resource().substring(slash + 1);
    agree(fields, kind.nameField(), name);
    agree(fields, "Path", path);
    return Optional.of(
        new EntityName(
            kind, text, arn.account(), path, name, uniqueId(kind, fields, text), fields.place()));
  }

  private static boolean isOf(EntityKind kind, Arn arn) {
    boolean account =
        Accounts.isId(arn.account()) || kind == EntityKind.POLICY && arn.account().equals(AWS);
    return account
        && !arn.partition().isEmpty()
        && arn.service().equals("iam")
        && arn.region().isEmpty()
        && arn.resource().startsWith(kind.word() + "/");
  }

  private void agree(Fields fields, String field, String expected) {
    Optional<String> said = fields.text(field);
    if (said.isPresent() && !said.get().equals(expected)) {
      problems.error(
          fields.place(field),
          "`" + field + "` `" + said.get() + "` is not that of the ARN, `" + expected + "` (N-1.3)",
          "correct one of them");
    }
  }

  private Optional<EntityName> fromParts(EntityKind kind, Fields fields) {
    Optional<String> name = fields.required(kind.nameField(), "a " + kind.word(), "N-1.4");
    if (name.isPresent() && fileAccount.isEmpty()) {
      problems.error(
          fields.place(),
          "the account of " + kind.word() + " `" + name.get() + "` is not known (N-1.4)",
          "add `AccountId` at the top of the file, or `Arn` here");
      return Optional.empty();
    }
    String path = fields.text("Path").orElse("/");
    return name.map(n -> {
      String arn = "arn:aws:iam::" + fileAccount + ":" + kind.word() + path + n;
      return new EntityName(
          kind, arn, fileAccount, path, n, uniqueId(kind, fields, arn), fields.place());
    });
  }

  private String uniqueId(EntityKind kind, Fields fields, String arn) {
    Optional<String> said = fields.text(kind.idField());
    if (said.isPresent() && !ID.matcher(said.get()).matches()) {
      problems.error(
          fields.place(kind.idField()),
          "`" + said.get() + "` is no unique id (N-1.4)",
          "use letters and digits, or leave it out");
    }
    return said.orElseGet(() -> kind.uniqueId(arn));
  }

  private boolean isWellFormed(Fields fields, EntityName name) {
    boolean good = true;
    if (!NAME.matcher(name.name()).matches()) {
      problems.error(
          fields.place(fields.has(name.kind().nameField()) ? name.kind().nameField() : "Arn"),
          "`" + name.name() + "` is no name of a " + name.kind().word() + " (N-1.3)",
          "use 1 to 128 of A-Z a-z 0-9 _ + = , . @ -");
      good = false;
    }
    if (!PATH.matcher(name.path()).matches()) {
      problems.error(
          fields.place(fields.has("Path") ? "Path" : "Arn"),
          "`" + name.path() + "` is no path (N-1.4)",
          "begin and end it with `/`");
      good = false;
    }
    return good;
  }
}
