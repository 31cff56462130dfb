package dev.postern.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Envoy configuration of the README does what the README says. */
class ReadmeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern CURL =
      Pattern.compile(
          "curl -s localhost:9193(\\S+) .*-d '([^']*)'\\n```\\n\\n```json\\n(.*)\\n```");

  @TempDir Path folder;

  @ParameterizedTest(name = "Envoy {0}")
  @ValueSource(strings = {Versions.OLDEST, Versions.NEWEST})
  @DisplayName("the README is true, from the first request on (E-3.7, E-16.15)")
  void theConfigurationOfTheReadme_works(String version) throws Exception {
    try (EchoUpstream app = new EchoUpstream();
        SidecarProcess postern = SidecarProcess.start(folder, ROOT.resolve("examples/quickstart"));
        EnvoyProcess envoy =
            EnvoyProcess.start(version, folder, configuration(postern.grpcPort(), app.port()))) {
      RawClient client = new RawClient(envoy.port());
      assertThat(client.send("GET /reports/2026").status()).isEqualTo(200);
      assertThat(client.send("POST /reports/2026", "content-length: 0").status()).isEqualTo(403);
      assertThat(client.send("GET /admin").status()).isEqualTo(403);
      assertThat(envoy.extAuthz("error")).isZero();
    }
  }

  @Test
  @DisplayName("the answers of the README are those of the server (N-2.2)")
  void theChecksOfTheReadme_haveTheAnswersOfTheReadme() throws Exception {
    List<MatchResult> examples =
        CURL.matcher(Files.readString(ROOT.resolve("README.md"))).results().toList();
    assertThat(examples).hasSize(2);
    try (SidecarProcess postern =
        SidecarProcess.start(folder, ROOT.resolve("examples/quickstart"))) {
      for (MatchResult example : examples) {
        String answer = postern.ask(example.group(1), example.group(2));
        assertThat(withoutId(answer)).isEqualTo(withoutId(example.group(3)));
      }
    }
  }

  private static String withoutId(String answer) {
    return answer.replaceFirst("\"decision_id\":\"[0-9a-f]{32}\"", "").strip();
  }

  private static String configuration(int grpc, int app) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int begin = readme.indexOf("```yaml\nstatic_resources:") + "```yaml\n".length();
    String yaml = readme.substring(begin, readme.indexOf("```", begin));
    assertThat(yaml).contains("port_value: 10000", "port_value: 9191", "port_value: 8080");
    return yaml.replace("port_value: 10000", "port_value: 0")
        .replace("port_value: 9191", "port_value: " + grpc)
        .replace("port_value: 8080", "port_value: " + app);
  }
}
