package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ApiSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private static final String APP = "arn:aws:sts::111122223333:assumed-role/app/s1";
  private static final String FAR =
      "{\"principal\":\""
          + World.ALICE
          + "\",\"action\":\"s3:PutObject\",\"resource\":\"arn:aws:s3:::b/alice/k\",\"context\":{\"aws:RequestedRegion\":\"us-east-1\"}}";

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  @DisplayName("N-3.2: an allow with its layers and statements, file and line")
  void explain_allowed_saysWhatAllowed() throws Exception {
    HttpResponse<String> answer =
        running.post(
            "/v1/explain",
            "{\"principal\":\""
                + APP
                + "\",\"action\":\"s3:GetObject\",\"resource\":\"arn:aws:s3:::b/k\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    String all =
        "{\"policy\":\"arn:aws:iam::111122223333:role/app#all\",\"policy_type\":\"identity-based policy\",\"owner\":\"arn:aws:iam::111122223333:role/app\",\"index\":0,\"effect\":\"Allow\",\"file\":\"account.json\",\"line\":22,\"column\":9}";
    String edge =
        "{\"policy\":\"arn:aws:iam::111122223333:policy/edge\",\"policy_type\":\"permissions boundary\",\"sid\":\"Edge\",\"index\":0,\"effect\":\"Allow\",\"file\":\"account.json\",\"line\":26,\"column\":5}";
    assertThat(plain(answer.body()))
        .isEqualTo(
            "{\"decision_id\":\"ID\",\"allowed\":true,\"decision\":\"allowed\",\"reason\":\"policy\",\"cache\":\"bypass\",\"snapshot\":\"sha256:IDID\",\"epoch\":1"
                + ",\"owner\":\"111122223333\",\"owner_source\":\"caller\",\"layers\":["
                + "{\"layer\":\"identity\",\"result\":\"allowed\",\"need\":\"required\",\"grant\":\"direct\",\"matched\":["
                + all
                + "]},{\"layer\":\"boundary\",\"result\":\"allowed\",\"need\":\"required\",\"grant\":\"direct\",\"matched\":["
                + edge
                + "]}],\"matched\":["
                + all
                + ","
                + edge
                + "],\"near_misses\":[],\"consulted_keys\":[],\"missing_keys\":[],\"errors\":[]}");
  }

  @Test
  @DisplayName("N-3.2, R-14.1: a deny with its near misses, keys and AWS's message")
  void explain_denied_saysWhatIsLacking() throws Exception {
    String body = running.post("/v1/explain", FAR).body();
    assertThat(body)
        .contains("\"decision\":\"implicitDeny\"")
        .contains(
            "\"message\":\"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::b/alice/k because no identity-based policy allows the s3:PutObject action\"")
        .contains("\"sid\":\"Far\",\"index\":2,\"effect\":\"Allow\"")
        .contains(
            "\"failed\":\"condition\",\"conditions\":[{\"operator\":\"StringEquals\",\"key\":\"aws:RequestedRegion\",\"wanted\":[\"eu-central-1\",\"eu-west-1\"],\"given\":[\"us-east-1\"]}")
        .contains("\"key\":\"app:size\",\"wanted\":[\"10\"],\"given\":[]")
        .contains("\"consulted_keys\":[\"app:size\",\"aws:requestedregion\",\"aws:username\"]")
        .contains("\"missing_keys\":[\"app:size\"]");
  }

  @Test
  @DisplayName("N-3.2, R-8.1: evaluation errors, without request values")
  void explain_unreadableValue_isAnEvaluationError() throws Exception {
    String body =
        running
            .post("/v1/explain", FAR.replace("us-east-1\"", "eu-west-1\",\"app:size\":\"large\""))
            .body();
    assertThat(body)
        .containsPattern(
            "\"errors\":\\[\\{[^\\]]*\"operator\":\"NumericLessThan\",\"key\":\"app:size\",\"side\":\"request\"}]");
  }

  @Test
  @DisplayName("N-3.2: text for people where `Accept` asks for it")
  void explain_asText_readsWell() throws Exception {
    HttpResponse<String> answer = running.post("/v1/explain", FAR, "accept", "text/plain");
    assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            """
            implicitDeny (policy)
            User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::b/alice/k because no identity-based policy allows the s3:PutObject action

            caller    arn:aws:iam::111122223333:user/alice
            action    s3:PutObject
            resource  arn:aws:s3:::b/alice/k
            owner     111122223333 (the caller's account, as nothing tells the owner)

            layers
              identity-based policy: implicitDeny

            near misses
              Allow arn:aws:iam::111122223333:user/alice#own Far  account.json:8
                StringEquals aws:RequestedRegion
                  wanted eu-central-1, eu-west-1
                  given  us-east-1
                NumericLessThan app:size
                  wanted 10
                  given  nothing

            keys consulted
              app:size
              aws:requestedregion
              aws:username

            keys missing
              app:size
            """);
    String tricks = FAR.replace("us-east-1", "\\u001b[31m\\u202e\\nallowed");
    assertThat(running.post("/v1/explain", tricks, "accept", "text/plain, */*;q=0.1").body())
        .contains("given  \\u001b[31m\\u202e\\u000aallowed\n");
    assertThat(
            running.post("/v1/explain", FAR, "accept", "text/plain;q=0.2, application/json").body())
        .startsWith("{");
  }

  @Test
  @DisplayName("N-3.2: the decision always equals that of check, and the cache is not used")
  void explain_everyRequest_equalsCheck() throws Exception {
    for (String principal :
        List.of(
            World.ALICE,
            APP,
            "anonymous",
            "sns.amazonaws.com",
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:user/nobody",
            "arn:aws:iam::999999999999:user/x")) {
      for (String action :
          List.of("s3:GetObject", "s3:DeleteObject", "s3:PutObject", "sts:GetCallerIdentity")) {
        for (String resource : List.of("arn:aws:s3:::b/k", "*", "arn:aws:s3:::b/alice/k")) {
          String request =
              "{\"principal\":\"%s\",\"action\":\"%s\",\"resource\":\"%s\"}"
                  .formatted(principal, action, resource);
          String explained = running.post("/v1/explain", request).body();
          assertThat(explained).contains("\"cache\":\"bypass\"");
          String checked = running.post("/v1/check", request).body();
          String again = running.post("/v1/explain", request).body();
          assertThat(decision(explained)).isEqualTo(decision(checked)).isEqualTo(decision(again));
          assertThat(again).contains("\"cache\":\"bypass\"");
        }
      }
    }
  }

  @Test
  @DisplayName("N-3.2: malformed as check is")
  void explain_malformed_isRefusedAsCheckIs() throws Exception {
    String body = "{\"principal\":\"x\",\"y\":1}";
    HttpResponse<String> answer = running.post("/v1/explain", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo(running.post("/v1/check", body).body());
  }

  @Test
  @DisplayName("N-3.3: it can be switched off")
  void explain_switchedOff_isNotFound() throws Exception {
    ApiSettings off =
        new ApiSettings(
            65_536,
            1 << 20,
            1000,
            16,
            256,
            1024,
            2048,
            512,
            8192,
            ApiSettings.Explain.OFF,
            Duration.ofSeconds(5));
    try (Running dark = new Running(World.decisionPoint(), off, () -> true)) {
      assertThat(dark.post("/v1/explain", FAR).statusCode()).isEqualTo(404);
      assertThat(dark.post("/v1/check", FAR).statusCode()).isEqualTo(200);
    }
  }

  private static String decision(String body) {
    return body.replaceAll("(?s).*(\"allowed\":.*?),\"cache\".*", "$1");
  }

  private static String plain(String body) {
    return body.replaceAll("[0-9a-f]{32}", "ID");
  }
}
