package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.metrics.PrometheusMetrics.Format;
import dev.postern.metrics.PrometheusMetrics.Reload;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** N-8.2. */
class PrometheusMetricsTest {
  private static final Answer ALLOWED =
      new Answer(Decision.of(Verdict.ALLOWED, Reason.POLICY), Answer.CacheUse.HIT);
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(\\{([^}]*)})? ([0-9.E+-]+|NaN|\\+Inf)");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"\\\\\\n]*)\",?");

  @Test
  @DisplayName("N-8.2: names, types and labels")
  void everyMetric_hasItsNameTypeAndLabels() {
    Map<String, Set<String>> labels = new TreeMap<>();
    Map<String, String> types = new HashMap<>();
    read(used().scrape(Format.PROMETHEUS), labels, types);
    assertThat(labels)
        .containsOnly(
            Map.entry("postern_checks_total", Set.of("door", "decision", "reason")),
            Map.entry("postern_check_seconds_bucket", Set.of("door", "le")),
            Map.entry("postern_check_seconds_sum", Set.of("door")),
            Map.entry("postern_check_seconds_count", Set.of("door")),
            Map.entry("postern_errors_total", Set.of("door", "kind")),
            Map.entry("postern_shed_total", Set.of("door", "kind")),
            Map.entry("postern_connections_opened_total", Set.of("door")),
            Map.entry("postern_connections_active", Set.of("door")),
            Map.entry("postern_cache_requests_total", Set.of("tier", "result")),
            Map.entry("postern_cache_entries", Set.of("tier")),
            Map.entry("postern_cache_bytes", Set.of("tier")),
            Map.entry("postern_snapshot_epoch", Set.of()),
            Map.entry("postern_snapshot_age_seconds", Set.of()),
            Map.entry("postern_reloads_total", Set.of("result")),
            Map.entry("postern_compile_seconds_bucket", Set.of("le")),
            Map.entry("postern_compile_seconds_sum", Set.of()),
            Map.entry("postern_compile_seconds_count", Set.of()));
    assertThat(types)
        .containsEntry("postern_checks_total", "counter")
        .containsEntry("postern_errors_total", "counter")
        .containsEntry("postern_check_seconds", "histogram")
        .containsEntry("postern_snapshot_epoch", "gauge")
        .containsEntry("postern_connections_active", "gauge");
  }

  @Test
  @DisplayName("N-8.2: what was counted is what is shown")
  void counts_areShown() {
    String text = used().scrape(Format.PROMETHEUS);
    assertThat(text.lines())
        .contains(
            "postern_checks_total{decision=\"allowed\",door=\"api\",reason=\"policy\"} 2.0",
            "postern_checks_total{decision=\"implicitDeny\",door=\"api\",reason=\"unknown_owner\"} 1.0",
            "postern_checks_total{decision=\"explicitDeny\",door=\"api\",reason=\"policy\"} 0.0",
            "postern_errors_total{door=\"api\",kind=\"malformed\"} 1.0",
            "postern_errors_total{door=\"ext_authz_grpc\",kind=\"deadline\"} 1.0",
            "postern_shed_total{door=\"api\",kind=\"overload\"} 1.0",
            "postern_connections_opened_total{door=\"api\"} 2.0",
            "postern_connections_active{door=\"api\"} 1.0",
            "postern_cache_requests_total{result=\"hit\",tier=\"l1\"} 2.0",
            "postern_cache_requests_total{result=\"miss\",tier=\"l1\"} 1.0",
            "postern_cache_entries{tier=\"l1\"} 12.0",
            "postern_cache_bytes{tier=\"l1\"} 3400.0",
            "postern_snapshot_epoch 7.0",
            "postern_snapshot_age_seconds 1.5",
            "postern_reloads_total{result=\"ok\"} 2.0",
            "postern_reloads_total{result=\"refused\"} 1.0",
            "postern_compile_seconds_count 1",
            "postern_check_seconds_count{door=\"api\"} 3",
            "postern_check_seconds_bucket{door=\"api\",le=\"5.0E-5\"} 1",
            "postern_check_seconds_bucket{door=\"api\",le=\"0.001\"} 2",
            "postern_check_seconds_bucket{door=\"api\",le=\"+Inf\"} 3");
  }

  @Test
  @DisplayName("N-8.2: resolution below a millisecond")
  void checkSeconds_hasManyBucketsBelowAMillisecond() {
    long fine =
        used()
            .scrape(Format.PROMETHEUS)
            .lines()
            .filter(line -> line.startsWith("postern_check_seconds_bucket{door=\"api\""))
            .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1").replace("+Inf", "Infinity"))
            .filter(bound -> Double.parseDouble(bound) < 0.001)
            .count();
    assertThat(fine).isGreaterThanOrEqualTo(7);
  }

  @Test
  @DisplayName("N-8.2: the door of a name is one and the same")
  void door_askedTwice_countsTogether() {
    PrometheusMetrics metrics = new PrometheusMetrics();
    metrics.door("api").failed(ErrorKind.INTERNAL);
    metrics.door("api").failed(ErrorKind.INTERNAL);
    assertThat(metrics.scrape(Format.PROMETHEUS))
        .contains("postern_errors_total{door=\"api\",kind=\"internal\"} 2.0");
  }

  @Test
  void openMetrics_endsAsItMust() {
    String text = used().scrape(Format.OPEN_METRICS);
    assertThat(text).endsWith("# EOF\n").contains("# TYPE postern_checks counter");
  }

  @Test
  void promtool_whereThereIsOne_findsNothing() throws Exception {
    Path promtool = Path.of("/usr/bin/promtool");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(promtool));
    Process process =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var out = process.getOutputStream()) {
      out.write(used().scrape(Format.PROMETHEUS).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static PrometheusMetrics used() {
    PrometheusMetrics metrics = new PrometheusMetrics();
    DoorMetrics api = metrics.door("api");
    api.checked(ALLOWED, 40_000);
    api.checked(ALLOWED, 1_000_000);
    api.checked(
        new Answer(Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_OWNER), Answer.CacheUse.MISS),
        5_000_000_000L);
    api.failed(ErrorKind.MALFORMED);
    api.shed(ErrorKind.OVERLOAD);
    api.connectionOpened();
    api.connectionOpened();
    api.connectionClosed();
    metrics.door("ext_authz_grpc").failed(ErrorKind.DEADLINE);
    metrics.cache("l1", () -> 12, () -> 3400);
    metrics.snapshot(() -> 7, () -> 1.5);
    metrics.reloaded(Reload.OK);
    metrics.reloaded(Reload.OK);
    metrics.reloaded(Reload.REFUSED);
    metrics.compiled(Duration.ofMillis(12));
    return metrics;
  }

  /** Reads the text format strictly: HELP, TYPE and samples of a family together, once. */
  private static void read(
      String text, Map<String, Set<String>> labels, Map<String, String> types) {
    List<String> families = new ArrayList<>();
    Set<String> series = new HashSet<>();
    for (String line : text.split("\n")) {
      if (line.startsWith("# HELP ")) {
        families.add(line.split(" ")[2]);
      } else if (line.startsWith("# TYPE ")) {
        String[] parts = line.split(" ");
        assertThat(parts[2]).isEqualTo(families.getLast());
        assertThat(types.put(parts[2], parts[3])).isNull();
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).startsWith(families.getLast());
        assertThat(series.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
        Set<String> names = new TreeSet<>();
        if (sample.group(3) != null) {
          Matcher label = LABEL.matcher(sample.group(3));
          int end = 0;
          while (label.find() && label.start() == end) {
            names.add(label.group(1));
            end = label.end();
          }
          assertThat(end).as(line).isEqualTo(sample.group(3).length());
        }
        Set<String> before = labels.put(sample.group(1), names);
        assertThat(before == null || before.equals(names)).as(line).isTrue();
      }
    }
    assertThat(series)
        .noneMatch(one -> one.startsWith("postern_check") && one.contains("operation"));
    assertThat(families).doesNotHaveDuplicates().allMatch(name -> name.startsWith("postern_"));
  }
}
