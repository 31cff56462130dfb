package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.directory.EvaluationSettings;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration (N-7.2, N-7.3). */
class ConfigurationTest {

  @Test
  void nothingSaid_isTheDefault() {
    Settings settings = read("", Map.of()).settings();
    assertThat(settings.grpc()).isEqualTo(GrpcSettings.DEFAULT);
    assertThat(settings.mapping()).isEqualTo(MappingSettings.DEFAULT);
    assertThat(settings.identity()).isEqualTo(IdentitySettings.DEFAULT);
    assertThat(settings.api()).isEqualTo(ApiSettings.DEFAULT);
    assertThat(settings.evaluation()).isEqualTo(EvaluationSettings.DEFAULT);
    assertThat(settings.listeners().toString())
        .isEqualTo(
            "ListenerSettings[operation=127.0.0.1:9190, extAuthzGrpc=127.0.0.1:9191,"
                + " api=127.0.0.1:9193]");
    assertThat(settings.data().quietPeriod()).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.data().longestWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.gracePeriod()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.cache()).isEqualTo(new CacheSettings(CacheSettings.Use.ON, 16L << 20));
  }

  @Test
  void everyKind_isRead() {
    Settings settings =
        read(
                """
                data: {directory: ./data, quiet-period: 1.5s, allow-broken-start: true}
                listeners:
                  operation: {address: off}
                  ext-authz-grpc: {address: "unix:@postern"}
                  api: {address: "[::1]:0"}
                cache.max-bytes: 1MiB
                unknown-resource-owner: deny
                rcp-services: [orders, "billing"]
                metadata: full
                mapping: {account: 123456789012}
                identity:
                  mtls:
                    - match: spiffe://example.org/sa/{sa}
                      principal: arn:aws:iam::111122223333:role/{sa}
                """,
                Map.of())
            .settings();
    assertThat(settings.data().directory()).isEqualTo("./data");
    assertThat(settings.data().quietPeriod()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.data().brokenStart()).isEqualTo(DataSettings.BrokenStart.ALLOWED);
    assertThat(settings.listeners().operation()).isEqualTo(new Listener.Off());
    assertThat(settings.listeners().extAuthzGrpc())
        .isEqualTo(new Listener.At(new ListenerAddress.UnixAbstract("postern")));
    assertThat(settings.listeners().api())
        .isEqualTo(new Listener.At(new ListenerAddress.Tcp("::1", 0)));
    assertThat(settings.cache().maxBytes()).isEqualTo(1 << 20);
    assertThat(settings.evaluation().unknownOwner())
        .isEqualTo(EvaluationSettings.UnknownOwner.DENY);
    assertThat(settings.evaluation().rcpServices()).contains("orders", "billing", "s3");
    assertThat(settings.grpc().metadata()).isEqualTo(GrpcSettings.Metadata.FULL);
    assertThat(settings.mapping().account()).isEqualTo("123456789012");
    assertThat(settings.identity().mtls())
        .containsExactly(
            new IdentitySettings.MtlsRule(
                "spiffe://example.org/sa/{sa}", "arn:aws:iam::111122223333:role/{sa}"));
  }

  @Test
  void theCommandLine_winsOverTheEnvironment_overTheFile() {
    Map<String, String> environment =
        Map.of("POSTERN_MAPPING_REGION", "env-1", "POSTERN_MAPPING_STAGE", "env");
    Configuration all =
        read(
            "mapping: {region: file-1, stage: file, partition: file}",
            environment,
            new Assignment("--set", "mapping.region", "set-1"));
    assertThat(all.settings().mapping())
        .isEqualTo(new MappingSettings("", "set-1", "file", "env", 8192, 16_384, 256));
    assertThat(all.yaml())
        .containsPattern("region: set-1 +# --set mapping.region\n")
        .containsPattern("stage: env +# environment POSTERN_MAPPING_STAGE\n")
        .containsPattern("partition: file +# postern.yaml:1\n")
        .containsPattern("account: \"\" +# default\n");
    assertThat(all.json())
        .contains(
            "{\"path\":\"mapping.stage\",\"value\":\"env\",\"origin\":\"environment POSTERN_MAPPING_STAGE\"}");
  }

  @Test
  void aListInTheEnvironment_isYamlFlowText() {
    assertThat(
            read("", Map.of("POSTERN_RCP_SERVICES", "[orders, billing]"))
                .settings()
                .evaluation()
                .rcpServices())
        .contains("orders", "billing");
  }

  @Test
  void whatIsPrinted_canBeReadAgain() {
    Configuration first =
        read(
            "identity.mtls: [{match: 'spiffe://a/{x}', principal: 'arn:{x}'}]\ndata.directory: 'a b'\n",
            Map.of());
    Configuration second = read(first.yaml(), Map.of());
    assertThat(second.settings()).isEqualTo(first.settings());
    assertThat(read(read("", Map.of()).yaml(), Map.of()).settings())
        .isEqualTo(read("", Map.of()).settings());
  }

  @Test
  void allProblems_areToldAtOnce_eachWithItsPlaceAndMend() {
    assertThat(
            problems(
                """
                grpc:
                  max-recv-byte: 1MiB
                  idle-timeout: soon
                grcp: {}
                mapping:
                  max-query-parameters: 1000000
                  region: [a]
                  region: b
                log: text
                """,
                Map.of("POSTERN_CACHE_ENABLED", "maybe", "POSTERN_LOG_LEVL", "info"),
                new Assignment("--set", "api.max-dept", "3")))
        .isEqualTo(
            """
            postern.yaml:2:3 ($.grpc['max-recv-byte']): error: unknown key `grpc.max-recv-byte`
                  max-recv-byte: 1MiB
                  ^
                mend: did you mean `max-recv-bytes`?
            postern.yaml:3:17 ($.grpc['idle-timeout']): error: `grpc.idle-timeout`: `soon` is not a duration from 0 to 24h
                  idle-timeout: soon
                                ^
                mend: give a duration from 0 to 24h
            postern.yaml:4:1 ($.grcp): error: unknown key `grcp`
                grcp: {}
                ^
                mend: did you mean `grpc`?
            postern.yaml:6:25 ($.mapping['max-query-parameters']): error: `mapping.max-query-parameters`: `1000000` is not a whole number from 0 to 100000
                  max-query-parameters: 1000000
                                        ^
                mend: give a whole number from 0 to 100000
            postern.yaml:7:11 ($.mapping.region): error: `mapping.region`: a list where one value is wanted
                  region: [a]
                          ^
                mend: give letters, digits, `-`, `_` and `$`
            postern.yaml:8:3 ($.mapping.region): error: `mapping.region` is said a second time, first in line 7
                  region: b
                  ^
                mend: remove one of them
            postern.yaml:9:6 ($.log): error: `log` is no mapping
                log: text
                     ^
                mend: write `key: value` below it
            environment POSTERN_CACHE_ENABLED:1:1 ($): error: `cache.enabled`: `maybe` is not `true` or `false`
                maybe
                ^
                mend: give `true` or `false`
            environment POSTERN_LOG_LEVL:1:1 ($): warning: the variable sets nothing
                mend: did you mean `POSTERN_LOG_LEVEL`?
            --set api.max-dept:1:1 ($): error: unknown key `api.max-dept`
                mend: did you mean `max-depth`?
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0.0.0:9193 | refused",
        "10.0.0.1:9193 | refused",
        "example.org:9193 | refused",
        "'[::]:9193' | refused",
        "127.0.0.1:9193 | fine",
        "127.1.2.3:9193 | fine",
        "localhost:9193 | fine",
        "'[::1]:9193' | fine",
        "unix:/run/postern.sock | fine",
        "unix:@postern | fine",
        "off | fine",
        "127.0.0.1.example.org:9193 | refused",
        "127.0.0.1:70000 | refused",
        "unix:relative | refused",
        "9193 | refused",
      })
  void theApiBeyondLoopback_isRefused(String address, String expected) {
    Outcome<Configuration> outcome = outcome("listeners.api.address: '" + address + "'", Map.of());
    assertThat(outcome instanceof Outcome.Refused<?> ? "refused" : "fine").isEqualTo(expected);
  }

  @Test
  void theApiBeyondLoopback_inPlaintextOnPurpose_isAWarning() {
    String open = "listeners: {api: {address: '0.0.0.0:9193', insecure-plaintext: true}}";
    assertThat(problems(open, Map.of()))
        .contains("warning: the check API would listen at `0.0.0.0:9193`, beyond loopback");
    assertThat(outcome(open, Map.of())).isInstanceOf(Outcome.Read.class);
    assertThat(problems("listeners.operation.address: '0.0.0.0:9190'", Map.of()))
        .contains("warning: `0.0.0.0:9190` is beyond loopback, without TLS");
  }

  @Test
  void waitingShorterThanTheQuietPeriod_isRefused() {
    assertThat(problems("data: {quiet-period: 2s, max-wait: 1s}", Map.of()))
        .contains("postern.yaml:1:36")
        .contains("`data.max-wait` is shorter than `data.quiet-period`");
  }

  @Test
  void aSecret_isNeverShown() {
    Key<String> key =
        new Key<>(
            "api.token",
            Kinds.text("a token", Pattern.compile("[a-z]*")),
            "",
            Key.Secrecy.SECRET,
            "");
    SettingsReader good = new SettingsReader(List.of(key));
    good.readAll(new Inputs(List.of(new Source("f", "api.token: hush")), Map.of(), List.of()));
    assertThat(ConfigurationText.yaml(List.of(key), good.values()))
        .containsPattern("token: \"\\*\\*\\*\" +# f:1\n")
        .doesNotContain("hush");
    SettingsReader bad = new SettingsReader(List.of(key));
    bad.readAll(new Inputs(List.of(new Source("f", "api.token: HUSH")), Map.of(), List.of()));
    assertThat(bad.problems().getFirst().print()).doesNotContain("HUSH");
  }

  @Test
  void variables_areDistinct() {
    assertThat(Keys.ALL.stream().map(Key::variable)).doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().map(Key::path)).doesNotHaveDuplicates();
  }

  @Test
  void theReference_isThatOfTheDocumentation() throws Exception {
    Path page = Path.of("..", "docs", "CONFIGURATION.md");
    assertThat(Files.readString(page))
        .as("docs/CONFIGURATION.md: paste the output of `postern config --keys`")
        .contains(Configuration.reference());
  }

  /** Whatever the text: settings or problems with a place in it, never an exception. */
  @FuzzTest(maxDuration = "60s")
  void anyText_isReadOrRefused(FuzzedDataProvider data) {
    String variable = data.consumeString(40);
    String text = data.consumeRemainingAsString();
    Outcome<Configuration> outcome = outcome(text, Map.of("POSTERN_IDENTITY_MTLS", variable));
    switch (outcome) {
      case Outcome.Refused<Configuration> refused ->
          refused.problems().forEach(problem -> assertThat(problem.print()).isNotEmpty());
      case Outcome.Read<Configuration> read ->
          assertThat(outcome(read.value().yaml(), Map.of())).isInstanceOf(Outcome.Read.class);
    }
  }

  private static Outcome<Configuration> outcome(
      String yaml, Map<String, String> environment, Assignment... assignments) {
    return Configuration.read(
        new Inputs(List.of(new Source("postern.yaml", yaml)), environment, List.of(assignments)));
  }

  private static Configuration read(
      String yaml, Map<String, String> environment, Assignment... assignments) {
    return switch (outcome(yaml, environment, assignments)) {
      case Outcome.Read<Configuration> read -> read.value();
      case Outcome.Refused<Configuration> refused ->
          throw new AssertionError(print(refused.problems()));
    };
  }

  private static String problems(
      String yaml, Map<String, String> environment, Assignment... assignments) {
    return print(outcome(yaml, environment, assignments).problems());
  }

  private static String print(List<Problem> problems) {
    return problems.stream().map(Problem::print).collect(Collectors.joining());
  }
}
