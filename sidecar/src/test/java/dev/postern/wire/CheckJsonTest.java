package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.config.ApiSettings;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.Credentials;
import dev.postern.pdp.Admission.RequestProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** N-2.1, N-2.3, N-2.6 to N-2.9 as far as the text of a request shows them. */
class CheckJsonTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/app/s1";
  private static final CheckJson READER = new CheckJson(ApiSettings.DEFAULT);

  @TestFactory
  @SuppressWarnings("unchecked")
  Stream<DynamicTest> malformedRequest_isRefusedWithAllItsProblems() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("malformed-checks.yaml")) {
      List<Map<String, Object>> cases =
          (List<Map<String, Object>>)
              new Load(LoadSettings.builder().build())
                  .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(cases).hasSizeGreaterThan(60);
      return cases.stream()
          .map(c -> {
            String body = filled((String) c.get("body"));
            Map<String, String> problems = (Map<String, String>) c.get("problems");
            return dynamicTest(c.get("rules") + " " + body, () -> refuses(body, problems));
          });
    }
  }

  private static void refuses(String body, Map<String, String> expected) {
    List<RequestProblem> problems = problems(READER, body);
    assertThat(problems.stream().map(RequestProblem::pointer).sorted())
        .as("%s", problems)
        .isEqualTo(expected.keySet().stream().sorted().toList());
    for (RequestProblem problem : problems) {
      assertThat(problem.detail()).contains(expected.get(problem.pointer()));
    }
  }

  @Test
  @DisplayName("N-2.3: texts name callers")
  void principalText_everyForm_isThatCaller() {
    assertThat(caller("\"" + ALICE + "\""))
        .isEqualTo(new Caller.User(ALICE, Credentials.LONG_TERM));
    assertThat(caller("\"arn:aws-cn:iam::111122223333:root\""))
        .isEqualTo(new Caller.Root("aws-cn", "111122223333", Credentials.LONG_TERM));
    assertThat(caller("\"" + SESSION + "\"")).isEqualTo(session("s1", "", Caller.Session.PLAIN));
    assertThat(caller("\"arn:aws:iam::111122223333:role/team/app\""))
        .isEqualTo(session("check", "/team/", Caller.Session.PLAIN));
    assertThat(caller("\"sns.amazonaws.com\"")).isEqualTo(new Caller.Service("sns.amazonaws.com"));
    assertThat(caller("\"anonymous\"")).isEqualTo(new Caller.Anonymous());
  }

  @Test
  @DisplayName("N-2.3: {\"arn\": text} and {\"service\": text}")
  void principalObject_withNameAlone_isWhatTheTextIs() {
    for (String text :
        List.of(ALICE, SESSION, "arn:aws:iam::111122223333:root", "anonymous", "a.amazonaws.com")) {
      assertThat(caller("{\"arn\":\"" + text + "\"}")).isEqualTo(caller("\"" + text + "\""));
    }
    assertThat(caller("{\"service\":\"sns.amazonaws.com.cn\"}"))
        .isEqualTo(new Caller.Service("sns.amazonaws.com.cn"));
  }

  @Test
  @DisplayName("N-2.3: mfa_age implies temporary")
  void user_withTemporaryOrMfaAge_isGetSessionTokenSession() {
    assertThat(caller("{\"temporary\":true,\"arn\":\"" + ALICE + "\"}")).isEqualTo(user(Map.of()));
    assertThat(caller("{\"arn\":\"" + ALICE + "\",\"temporary\":false}"))
        .isEqualTo(new Caller.User(ALICE, Credentials.LONG_TERM));
    assertThat(
            caller("{\"arn\":\"" + ALICE + "\",\"mfa_age\":300,\"token_issue_time\":1764000000}"))
        .isEqualTo(user(Map.of(Caller.MFA_AGE, "300", Caller.TOKEN_ISSUE_TIME, "1764000000")));
    assertThat(caller("{\"mfa_age\":7,\"arn\":\"arn:aws:iam::111122223333:root\"}"))
        .isEqualTo(
            new Caller.Root(
                "aws",
                "111122223333",
                new Credentials(Credentials.Kind.SESSION_TOKEN, Map.of(Caller.MFA_AGE, "7"))));
  }

  @Test
  @DisplayName("N-2.3: role session with all its members; policies keep their own text")
  void roleSession_withEveryMember_carriesThem() {
    String policy = "{ \"Version\" : \"2012-10-17\",\n \"Statement\":[] , \"Id\":\"é\\u0041\" }";
    assertThat(
            caller(
                """
                {"session_tags":{"Team":"a","team":"b"},"source_identity":"bob","session_policies":[%s,{}],
                 "session_policy_arns":["arn:aws:iam::aws:policy/X"],"token_issue_time":"2026-01-01T00:00:00Z",
                 "arn":"%s"}\
                """
                    .formatted(policy, SESSION)))
        .isEqualTo(
            session(
                "s1",
                "",
                new Caller.Session(
                    Map.of("Team", "a", "team", "b"),
                    List.of(policy, "{}"),
                    List.of("arn:aws:iam::aws:policy/X"),
                    Map.of(
                        Caller.SOURCE_IDENTITY,
                        "bob",
                        Caller.TOKEN_ISSUE_TIME,
                        "2026-01-01T00:00:00Z"))));
  }

  @Test
  @DisplayName("N-2.3: federated session")
  void federatedSession_withUserAndPolicies_isThatSession() {
    assertThat(
            caller(
                "{\"arn\":\"arn:aws:sts::111122223333:federated-user/jane\",\"user\":\""
                    + ALICE
                    + "\",\"session_policies\":[{}],\"session_tags\":{\"a\":\"b\"}}"))
        .isEqualTo(
            new Caller.FederatedSession(
                "aws",
                "111122223333",
                "jane",
                ALICE,
                new Caller.Session(Map.of("a", "b"), List.of("{}"), List.of(), Map.of())));
  }

  @Test
  @DisplayName("N-2.3, R-12.1: claims become the provider's keys")
  void externalIdentity_claims_areNamedByProvider() {
    assertThat(caller("{\"federated\":\"idp.example\"}"))
        .isEqualTo(new Caller.External("idp.example", Map.of()));
    assertThat(
            caller(
                "{\"claims\":{\"Sub\":\"u\",\"aud\":[\"a\",1,true],\"idp.example/x:amr\":[]},\"federated\":\"arn:aws:iam::111122223333:oidc-provider/idp.example/x\"}"))
        .isEqualTo(
            new Caller.External(
                "arn:aws:iam::111122223333:oidc-provider/idp.example/x",
                Map.of(
                    "idp.example/x:sub",
                    List.of("u"),
                    "idp.example/x:aud",
                    List.of("a", "1", "true"),
                    "idp.example/x:amr",
                    List.of())));
    assertThat(
            caller(
                "{\"federated\":\"arn:aws:iam::111122223333:saml-provider/Corp\",\"claims\":{\"sub\":\"u\",\"saml:aud\":\"x\"}}"))
        .isEqualTo(
            new Caller.External(
                "arn:aws:iam::111122223333:saml-provider/Corp",
                Map.of("saml:sub", List.of("u"), "saml:aud", List.of("x"))));
  }

  @Test
  @DisplayName("N-2.1, N-2.8, R-1.20: a number means its own source text")
  void context_values_areTheirSourceText() {
    CheckRequest request =
        read(
            "{<P>,<A>,<R>,\"resource_account\":\"222222222222\",\"context\":{\"s\":\"x\",\"n\":1.50e+3,\"neg\":-0,\"t\":true,\"l\":[\"a\",2,false],\"none\":[],\"\\u00e9\\ud83d\\ude00\":1}}");
    assertThat(request.resourceAccount()).isEqualTo("222222222222");
    assertThat(request.context().value("s")).isEqualTo(ContextValue.of("x"));
    assertThat(request.context().value("n")).isEqualTo(ContextValue.of("1.50e+3"));
    assertThat(request.context().value("neg")).isEqualTo(ContextValue.of("-0"));
    assertThat(request.context().value("t")).isEqualTo(ContextValue.of("true"));
    assertThat(request.context().value("l")).isEqualTo(ContextValue.of(List.of("a", "2", "false")));
    assertThat(request.context().value("é😀")).isEqualTo(ContextValue.of("1"));
    assertThat(request.context().value("none")).isEqualTo(ContextValue.of(List.of()));
  }

  @Test
  @DisplayName("N-2.6, R-6.5: keys that differ by case alone are ambiguous, not refused")
  void context_keysThatDifferByCase_areAmbiguous() {
    assertThat(
            read("{<P>,<A>,<R>,\"context\":{\"aws:ResourceTag/a\":\"1\",\"AWS:resourcetag/A\":\"2\"}}")
                .context()
                .value("aws:resourcetag/a"))
        .isEqualTo(ContextValue.AMBIGUOUS);
  }

  @Test
  @DisplayName("N-2.8: `*` and `?` inside a request's ARN are literal")
  void resource_withWildcardCharacters_isTaken() {
    assertThat(read("{<P>,<A>,\"resource\":\"arn:aws:s3:::b/*?\"}").resource())
        .isEqualTo("arn:aws:s3:::b/*?");
    assertThat(read("{<P>,<A>,\"resource\":\"*\"}").resource()).isEqualTo("*");
  }

  @Test
  @DisplayName("N-2.9: every limit holds exactly")
  void limits_atAndOverTheEdge_holdExactly() {
    edge("{<P>,<A>,\"resource\":\"arn:aws:s3:::%s\"}", 2048 - 13, "/resource");
    edge("{\"principal\":\"arn:aws:iam::111122223333:user/%s\",<A>,<R>}", 2048 - 31, "/principal");
    edge("{<P>,<A>,<R>,\"context\":{\"%s\":\"v\"}}", 512, "/context/" + "x".repeat(513));
    edge("{<P>,<A>,<R>,\"context\":{\"k\":\"%s\"}}", 8192, "/context/k");
    edge("{<P>,<A>,<R>,\"context\":{\"k\":[\"%s\"]}}", 8192, "/context/k/0");
    String many = "{<P>,<A>,<R>,\"context\":{%s}}";
    assertThat(read(many.formatted(keys(256))).context()).isNotNull();
    assertThat(problems(READER, filled(many.formatted(keys(257)))))
        .extracting(RequestProblem::pointer)
        .containsExactly("/context");
    String values = "{<P>,<A>,<R>,\"context\":{\"a\":[%s],\"b\":1}}";
    assertThat(read(values.formatted("1,".repeat(1022) + "1")).context()).isNotNull();
    assertThat(problems(READER, filled(values.formatted("1,".repeat(1023) + "1"))))
        .extracting(RequestProblem::pointer)
        .containsExactly("/context");
    String deep = "{<P>,<A>,<R>,\"x\":%s}";
    assertThat(problems(READER, filled(deep.formatted("[".repeat(15) + "]".repeat(15)))))
        .extracting(RequestProblem::pointer)
        .containsExactly("/x");
    assertThat(problems(READER, filled(deep.formatted("[".repeat(16) + "]".repeat(16)))))
        .extracting(RequestProblem::pointer)
        .containsExactly("");
  }

  @Test
  @DisplayName("N-2.9: a body over the limit is too large, whatever it says")
  void body_overTheLimit_isTooLarge() {
    assertThat(READER.read("[".repeat(65_537).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new CheckReading.TooLarge(65_536));
    assertThat(READER.read("[".repeat(65_536).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CheckReading.Malformed.class);
  }

  @Test
  @DisplayName("N-2.9: ill-formed UTF-8 is refused wherever it stands")
  void body_illFormedUtf8_isRefused() {
    byte[][] bad = {
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xe2, (byte) 0x82}
    };
    for (byte[] sequence : bad) {
      String body = filled("{<P>,<A>,<R>,\"context\":{\"k\":\"@\"}}");
      byte[] text = body.getBytes(StandardCharsets.UTF_8);
      int at = body.indexOf('@');
      byte[] ill = new byte[text.length + sequence.length - 1];
      System.arraycopy(text, 0, ill, 0, at);
      System.arraycopy(sequence, 0, ill, at, sequence.length);
      System.arraycopy(text, at + 1, ill, at + sequence.length, text.length - at - 1);
      assertThat(READER.read(ill))
          .isEqualTo(
              new CheckReading.Malformed(
                  List.of(new RequestProblem("", "not well-formed UTF-8; send JSON in UTF-8"))));
    }
    byte[] utf16 = filled("{<P>,<A>,<R>}").getBytes(StandardCharsets.UTF_16);
    assertThat(READER.read(utf16)).isInstanceOf(CheckReading.Malformed.class);
    byte[] mark = ("\uFEFF" + filled("{<P>,<A>,<R>}")).getBytes(StandardCharsets.UTF_8);
    assertThat(READER.read(mark)).isInstanceOf(CheckReading.Malformed.class);
  }

  @Test
  void problems_veryMany_areToldUpToAHundred() {
    String body = filled("{<P>,<A>,<R>,\"context\":{\"k\":[" + "null,".repeat(500) + "null]}}");
    assertThat(problems(READER, body))
        .hasSize(101)
        .last()
        .isEqualTo(new RequestProblem("", "and 401 problems more"));
  }

  private static void edge(String body, int longest, String pointer) {
    assertThat(read(body.formatted("x".repeat(longest)))).isNotNull();
    assertThat(problems(READER, filled(body.formatted("x".repeat(longest + 1)))))
        .extracting(RequestProblem::pointer)
        .containsExactly(pointer);
  }

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":1");
    }
    return keys.toString();
  }

  static String filled(String body) {
    return body.replace("<P>", "\"principal\":\"" + ALICE + "\"")
        .replace("<A>", "\"action\":\"s3:GetObject\"")
        .replace("<R>", "\"resource\":\"arn:aws:s3:::b/k\"");
  }

  private static List<RequestProblem> problems(CheckJson reader, String body) {
    CheckReading reading = reader.read(body.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(CheckReading.Malformed.class);
    return ((CheckReading.Malformed) reading).problems();
  }

  private static CheckRequest read(String body) {
    CheckReading reading = READER.read(filled(body).getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(CheckReading.Question.class);
    return ((CheckReading.Question) reading).request();
  }

  private static Caller caller(String principal) {
    return read("{<A>,<R>,\"principal\":" + principal + "}").caller();
  }

  private static Caller user(Map<String, String> keys) {
    return new Caller.User(ALICE, new Credentials(Credentials.Kind.SESSION_TOKEN, keys));
  }

  private static Caller session(String name, String path, Caller.Session session) {
    return new Caller.RoleSession(
        new Caller.RoleReference("aws", "111122223333", "app", path), name, session);
  }
}
