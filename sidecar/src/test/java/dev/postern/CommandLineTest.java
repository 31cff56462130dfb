package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as processes (N-7.1, N-7.2). */
class CommandLineTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("data"));
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        AccountId: "111122223333"
        UserDetailList:
          - UserName: alice
            UserPolicyList:
              - PolicyName: read
                PolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Action: s3:GetObject
                      Resource: "*"
                      Condition: {"ForAllValues:StringEquals": {"aws:TagKeys": [a, b]},
                                  Bool: {"aws:MultiFactorAuthPresent": "true"}}
        """);
  }

  @Test
  void check_saysAllowOrDeny_andSoDoesItsExitCode() throws Exception {
    String mfa = "{\"arn\":\"" + ALICE + "\",\"mfa_age\":5}";
    Done allowed = check(mfa, "s3:GetObject", "arn:aws:s3:::b/k", "aws:TagKeys=a", "aws:TagKeys=b");
    assertThat(allowed).isEqualTo(new Done(0, "allowed (policy)\n", ""));
    Done denied = check(mfa, "s3:GetObject", "arn:aws:s3:::b/k", "aws:TagKeys=a", "aws:TagKeys=c");
    assertThat(denied).isEqualTo(new Done(1, "implicitDeny (policy)\n", ""));
    Done json = check("arn:aws:iam::111122223333:user/bob", "s3:GetObject", "*", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out())
        .contains("\"decision\":\"implicitDeny\"")
        .contains("\"reason\":\"unknown_principal\"");
  }

  @Test
  void check_explains() throws Exception {
    Done text = check(ALICE, "s3:GetObject", "*", "--explain");
    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out()).contains("s3:GetObject").contains("aws:MultiFactorAuthPresent");
    assertThat(check(ALICE, "s3:GetObject", "*", "--explain", "--json").out())
        .startsWith("{")
        .contains("consulted_keys");
  }

  @Test
  void check_withoutADecision_isTwo() throws Exception {
    assertThat(check("bogus", "s3GetObject", "*", "aws:username=x"))
        .matches(done -> done.code() == 2 && done.out().isEmpty())
        .extracting(Done::err)
        .asString()
        .contains("postern: /principal: ")
        .contains("postern: /action: ");
    assertThat(check(ALICE, "s3:GetObject", "*", "nonsense").err())
        .isEqualTo("postern: `nonsense` is no context key; write KEY=VALUE\n");
    assertThat(check(ALICE, "s3:GetObject", "*", "aws:username=x").err())
        .startsWith("postern: /context/aws:username: ");
    Files.writeString(folder.resolve("b.json"), "{");
    assertThat(check(ALICE, "s3:GetObject", "*"))
        .matches(done -> done.code() == 2)
        .extracting(Done::err)
        .asString()
        .contains("b.json:1:2");
  }

  @Test
  void check_takesWhatTheConfigurationSaysOfDecisions() throws Exception {
    Files.writeString(
        folder.resolve("b.yaml"),
        """
        AccountId: "111122223333"
        UserDetailList:
          - UserName: bob
            UserPolicyList:
              - PolicyName: all
                PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}
        """);
    String bob = "arn:aws:iam::111122223333:user/bob";
    String resource = "arn:aws:s3:::b/k";
    assertThat(check(bob, "s3:GetObject", resource).code()).isZero();
    assertThat(check(bob, "s3:GetObject", resource, "--set", "unknown-resource-owner=deny").out())
        .isEqualTo("implicitDeny (unknown_owner)\n");
    assertThat(
            check(
                    bob,
                    "s3:GetObject",
                    resource,
                    "--set",
                    "unknown-resource-owner=deny",
                    "--resource-account",
                    "111122223333")
                .code())
        .isZero();
  }

  @Test
  void validate_tellsAllProblems() throws Exception {
    assertThat(run("validate", folder.toString()))
        .isEqualTo(
            new Done(
                0, "accounts: 1, users: 1, roles: 0, policies: 1; errors: 0, warnings: 0\n", ""));
    Files.writeString(folder.resolve("b.json"), "{\"a\" 1}");
    Files.writeString(folder.resolve("c.yaml"), "Frobnicate: 1\n");
    Done broken = run("validate", folder.toString());
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.out())
        .contains("b.json:1:6 ($")
        .contains("c.yaml:1:1 ($")
        .contains("    mend: ")
        .endsWith("errors: 2, warnings: 0\n")
        .doesNotContain("\033");
    assertThat(run("validate", "--json", folder.toString()).out())
        .startsWith("{\"valid\":false,\"problems\":[{\"severity\":\"error\",\"file\":\"");
  }

  @Test
  void config_showsOrigins() throws Exception {
    Path file = root.resolve("postern.yaml");
    Files.writeString(file, "cache:\n  max-bytes: 1MiB\n");
    Done done = run("config", "--print", "--config", file.toString(), "--set", "log.level=warn");
    assertThat(done.code()).isZero();
    assertThat(done.out())
        .containsPattern("max-bytes: 1MiB +# " + file + ":2\n")
        .containsPattern("level: warn +# --set log.level\n");
    assertThat(run("config", "--json", "--set", "log.level=warn").out())
        .contains("{\"path\":\"log.level\",\"value\":\"warn\",\"origin\":\"--set log.level\"}");
    Files.writeString(file, "cache:\n  max-byte: 1MiB\n");
    Done wrong = run("config", "--print", "--config", file.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith(file + ":2:3 ($.cache['max-byte']): error: unknown key `cache.max-byte`")
        .contains("mend: did you mean `max-bytes`?");
  }

  @Test
  void whatIsWrong_isOneClearLine() throws Exception {
    assertThat(run("serve"))
        .isEqualTo(
            new Done(
                2,
                "",
                "postern: nothing to serve; give --data DIR, a folder of policy files, or --config"
                    + " FILE\n"));
    assertThat(run("serve", "--frobnicate"))
        .isEqualTo(
            new Done(
                2, "", "postern: unknown option `--frobnicate`; see `postern serve --help`\n"));
    assertThat(run("frobnicate"))
        .isEqualTo(
            new Done(2, "", "postern: unknown command `frobnicate`; see `postern --help`\n"));
    assertThat(run())
        .isEqualTo(new Done(2, "", "postern: no command is given; see `postern --help`\n"));
    assertThat(run("check", "--data", folder.toString(), ALICE).err())
        .startsWith("postern: missing required parameters: 'ACTION', 'RESOURCE'");
    assertThat(
            run(
                "serve",
                "--data",
                folder.toString(),
                "--set",
                "identity.mtls=[{match: 'spiffe://{a}', principal: 'arn:{b}'}]"))
        .matches(done -> done.code() == 2)
        .extracting(Done::err)
        .asString()
        .startsWith("postern: `identity.mtls`: ");
    assertThat(run("serve", "--config", root.resolve("nowhere.yaml").toString()).err())
        .contains("nowhere.yaml:1:1 ($): error: does not exist");
  }

  @Test
  void everyCommand_hasHelpWithAnExample() throws Exception {
    for (String command : List.of("serve", "check", "validate", "config", "version")) {
      Done help = run(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out())
          .contains("Example")
          .contains("postern " + command)
          .doesNotContain("\033");
    }
    assertThat(run("version", "--json").out()).startsWith("{\"version\":\"");
  }

  private Done check(String principal, String action, String resource, String... more)
      throws Exception {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"check", "--data", folder.toString(), principal, action, resource},
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return run(all);
  }

  private Done run(String... arguments) throws Exception {
    try (ChildProcess process = ChildProcess.start(root, arguments)) {
      int code = process.exitCode();
      return new Done(code, process.out(), process.err());
    }
  }

  private record Done(int code, String out, String err) {}
}
