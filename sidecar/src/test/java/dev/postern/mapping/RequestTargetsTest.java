package dev.postern.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Request targets and hosts by a data file: E-4.2 to E-4.7, E-4.10, N-5.3, E-16.4, E-16.5. */
class RequestTargetsTest {

  @TestFactory
  @DisplayName("E-16.4 E-16.5 every form of a target, every class of path")
  Stream<DynamicTest> targets() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("targets.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(line -> DynamicTest.dynamicTest(line, () -> check(line.split("\\|", -1))));
    }
  }

  private static void check(String[] columns) {
    assertThat(columns).hasSize(4);
    Mapped mapped =
        Asked.mapped(
            Asked.with(
                Asked.get(read(columns[2])).setMethod(read(columns[0])).setHost(read(columns[1]))));
    assertThat(Asked.line(mapped).replace(Asked.PREFIX, "")).isEqualTo(read(columns[3]));
  }

  private static String read(String column) {
    StringBuilder text = new StringBuilder();
    String written = column.strip();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
      if (c != '\\' || "trn0u".indexOf(next) < 0) {
        text.append(c);
        continue;
      }
      i++;
      switch (next) {
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'n' -> text.append('\n');
        case '0' -> text.append('\0');
        default -> {
          text.append((char) Integer.parseInt(written.substring(i + 1, i + 5), 16));
          i += 4;
        }
      }
    }
    return text.toString();
  }

  @Test
  @DisplayName("E-4.6 l, E-4.11: paths, queries and parameters beyond the limits are refused")
  void longTargets_areRefused() {
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/" + "a".repeat(8191))))))
        .startsWith("arn:");
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/" + "a".repeat(8192))))))
        .isEqualTo("l");
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/?" + "a".repeat(16_385))))))
        .isEqualTo("l");
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/?" + "a&".repeat(255) + "a")))))
        .startsWith("arn:");
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/?" + "a&".repeat(256) + "a")))))
        .isEqualTo("l");
  }
}
