package dev.postern.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Directory;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory as a source (N-1.1, N-1.8, N-1.9, N-1.10). */
class DirectorySourceTest {
  private static final FolderLimits LIMITS = new FolderLimits(100, 100_000);
  private static final WatchTimes TIMES =
      new WatchTimes(
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(10),
          Duration.ofSeconds(60));

  @TempDir private Path root;
  private Path folder;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private DirectorySource source;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("data"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (source != null) {
      source.stop();
    }
  }

  @Test
  void jsonAndYaml_inSubFolders_areRead_hiddenOnesAndBackupsAreNot() throws IOException {
    write("a.json", "{\"AccountId\":\"111122223333\",\"UserDetailList\":[{\"UserName\":\"a\"}]}");
    write("sub/b.yaml", user("b"));
    write("sub/deeper/c.yml", user("c"));
    write(".hidden.yaml", "broken: [");
    write(".git/d.yaml", "broken: [");
    write("e.yaml~", "broken: [");
    write("backup~/f.yaml", "broken: [");
    write("README.md", "no policies");
    assertThat(read()).isEqualTo("users a b c");
  }

  @Test
  void linksAreFollowed_andCirclesEnd() throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("b.yaml"), user("b"));
    write("a.yaml", user("a"));
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.createSymbolicLink(outside.resolve("back"), folder);
    Files.createSymbolicLink(folder.resolve("self"), folder);
    Files.writeString(root.resolve("c"), user("c"));
    Files.createSymbolicLink(folder.resolve("c.yaml"), root.resolve("c"));
    assertThat(read()).isEqualTo("users a b c");
  }

  @Test
  void aFolderThatIsMissing_isRefused() throws IOException {
    Files.delete(folder);
    assertThat(read()).isEqualTo("data: does not exist");
  }

  @Test
  void anEmptyFolder_isRefused() throws IOException {
    assertThat(read()).isEqualTo("data: holds no policy files");
    write("README.md", "");
    assertThat(read()).isEqualTo("data: holds no policy files");
  }

  @Test
  void whatCannotBeRead_isToldAtOnce_eachWithItsFile() throws IOException {
    write("a.yaml", user("a"));
    Files.createDirectory(folder.resolve("b.json"));
    Files.createSymbolicLink(folder.resolve("c.json"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("d"), folder.resolve("nowhere"));
    Files.write(folder.resolve("e.json"), new byte[] {'{', '\n', '"', (byte) 0xC3, '"', '}'});
    write("f.json", "{\"a\":");
    write("g.yaml", "a: b: c");
    write("h.json", "x".repeat(100_001));
    assertThat(read())
        .isEqualTo(
            """
            b.json: has the name of a file and is none
            c.json: is a link to nothing
            d: is a link to nothing
            e.json: not UTF-8
            f.json: the text ends before the value does
            g.yaml: not YAML: mapping values are not allowed here
            h.json: has more than 100000 bytes\
            """);
  }

  @Test
  void tooManyFiles_areRefused() throws IOException {
    for (int i = 0; i < 101; i++) {
      write("u%03d.yaml".formatted(i), user("u" + i));
    }
    assertThat(read()).isEqualTo("u100.yaml: is one file more than 100");
  }

  @Test
  void aChange_isTakenUp() throws Exception {
    write("a.yaml", user("a"));
    watch();
    write("b.yaml", user("b"));
    assertThat(next()).isEqualTo("users a b");
    Files.delete(folder.resolve("a.yaml"));
    assertThat(next()).isEqualTo("users b");
    awaitNoError();
  }

  @Test
  void anOlderFileOfTheSameLength_movedIntoPlace_isTakenUp() throws Exception {
    write("a.yaml", user("a"));
    Path other = root.resolve("other");
    Files.writeString(other, user("b"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(folder.resolve("a.yaml")));
    watch();
    Files.move(other, folder.resolve("a.yaml"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(next()).isEqualTo("users b");
  }

  @Test
  void aTouchedFile_isNoChange() throws Exception {
    write("a.yaml", user("a"));
    watch();
    write("a.yaml", user("a"));
    nothingHappens();
    write("a.yaml", user("b"));
    assertThat(next()).isEqualTo("users b");
  }

  @Test
  void aHalfWrittenFile_leavesTheLastGoodWorld_untilItIsWhole() throws Exception {
    write("a.yaml", user("a"));
    watch();
    write("b.json", "{\"AccountId\":\"111122223333\",\"UserDetailList\":[{\"UserNa");
    assertThat(next()).isEqualTo("b.json: the text ends before the value does");
    assertThat(source.status().error()).contains("b.json:1:").contains("the text ends before");
    assertThat(source.status().loadedAt()).isPresent();
    write("b.json", "{\"AccountId\":\"111122223333\",\"UserDetailList\":[{\"UserName\":\"b\"}]}");
    assertThat(next()).isEqualTo("users a b");
    awaitNoError();
  }

  @Test
  void aFileThatBecomesUnreadable_leavesTheLastGoodWorld() throws Exception {
    write("a.yaml", user("a"));
    write("b.yaml", user("b"));
    watch();
    Files.delete(folder.resolve("b.yaml"));
    Files.createSymbolicLink(folder.resolve("b.yaml"), folder.resolve("nowhere"));
    assertThat(next()).isEqualTo("b.yaml: is a link to nothing");
    Files.delete(folder.resolve("b.yaml"));
    Files.createDirectory(folder.resolve("b.yaml"));
    assertThat(next()).isEqualTo("b.yaml: has the name of a file and is none");
  }

  @Test
  void aFolderThatIsEmptiedOrVanishes_leavesTheLastGoodWorld() throws Exception {
    write("a.yaml", user("a"));
    watch();
    Files.delete(folder.resolve("a.yaml"));
    assertThat(next()).isEqualTo("data: holds no policy files");
    Files.delete(folder);
    assertThat(next()).isEqualTo("data: does not exist");
    Files.createDirectory(folder);
    write("a.yaml", user("z"));
    assertThat(next()).isEqualTo("users z");
  }

  @Test
  void aConfigMap_isSwappedWhole() throws Exception {
    Path first = Files.createDirectory(folder.resolve("..2026_01"));
    Files.writeString(first.resolve("a.yaml"), user("a"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data", "a.yaml"));
    watch();
    Path second = Files.createDirectory(folder.resolve("..2026_02"));
    Files.writeString(second.resolve("a.yaml"), user("b"));
    Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_02"));
    Files.move(
        folder.resolve("..data_tmp"),
        folder.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(first.resolve("a.yaml"));
    Files.delete(first);
    assertThat(next()).isEqualTo("users b");
    nothingHappens();
  }

  @Test
  void twoDefinitions_leaveTheLastGoodWorld() throws Exception {
    write("a.yaml", user("a"));
    watch();
    write("b.yaml", user("a").replace("UserName: a", "UserName: a, Path: /x/"));
    write("c.yaml", user("a").replace("UserName: a", "UserName: a, Tags: [{Key: k, Value: v}]"));
    assertThat(next()).contains("a.yaml").contains("c.yaml");
    assertThat(source.status().error()).isNotEmpty();
  }

  @Test
  void aCopyInProgress_isNotReadAsASmallerWorld() throws Exception {
    write("a.yaml", user("a"));
    watch(
        new WatchTimes(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMillis(10),
            Duration.ofSeconds(60)));
    for (int i = 0; i < 10; i++) {
      write("b" + i + ".yaml", user("b" + i));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(next()).isEqualTo("users a b0 b1 b2 b3 b4 b5 b6 b7 b8 b9");
  }

  @Test
  void aFolderThatNeverComesToRest_isTakenUpAfterTheLongestWait() {
    QuietPeriod period = new QuietPeriod(TIMES, List.of(0));
    long millis = 1_000_000;
    assertThat(period.isDue(List.of(0), 0)).isFalse();
    for (int i = 1; i < 2000 / 50; i++) {
      assertThat(period.isDue(List.of(i), i * 50 * millis)).as("after %d ms", i * 50).isFalse();
    }
    assertThat(period.isDue(List.of(-1), 2050 * millis)).isTrue();
    period.settle();
    assertThat(period.isDue(List.of(-1), 2060 * millis)).isFalse();
    assertThat(period.isDue(List.of(-2), 2070 * millis)).isFalse();
    assertThat(period.isDue(List.of(-2), 2170 * millis)).isTrue();
  }

  @Test
  void aFaultWhileAWorldIsTakenUp_isToldAndSurvived() throws Exception {
    write("a.yaml", user("a"));
    watch();
    write("a.yaml", user("fault"));
    assertThat(next()).isEqualTo("fault: not this one");
    assertThat(source.status().error()).isEqualTo("internal error, see the log");
    assertThat(source.status().loadedAt()).isPresent();
    write("a.yaml", user("b"));
    assertThat(next()).isEqualTo("users b");
  }

  @Test
  void aQuietFolder_confirmsTheWorld() throws Exception {
    write("a.yaml", user("a"));
    watch();
    var first = source.confirmed();
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(source.confirmed()).isAfter(first);
    write("b.json", "{");
    assertThat(next()).startsWith("b.json");
    var broken = source.confirmed();
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(source.confirmed()).isEqualTo(broken);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String user(String name) {
    return "AccountId: \"111122223333\"\nUserDetailList:\n  - {UserName: " + name + "}\n";
  }

  private String read() {
    return print(DirectorySource.read(folder, LIMITS));
  }

  private void watch() {
    watch(TIMES);
  }

  private void watch(WatchTimes times) {
    source = new DirectorySource(folder, LIMITS, times, new Told(), Clock.systemUTC());
    assertThat(source.load()).isInstanceOf(Outcome.Read.class);
    assertThat(events.poll()).startsWith("users ");
    source.watch();
  }

  private String next() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  /** The listener hears of a world before the status tells that it is in use. */
  private void awaitNoError() throws InterruptedException {
    for (int i = 0; i < 500 && !source.status().error().isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(source.status().error()).isEmpty();
  }

  private void nothingHappens() throws InterruptedException {
    assertThat(events.poll(500, TimeUnit.MILLISECONDS)).isNull();
  }

  private String print(Outcome<Directory> outcome) {
    return switch (outcome) {
      case Outcome.Read<Directory> read -> print(read.value());
      case Outcome.Refused<Directory> refused -> print(refused.problems());
    };
  }

  private static String print(Directory directory) {
    return directory.accounts().values().stream()
        .flatMap(account -> account.users().values().stream())
        .map(user -> user.name())
        .sorted()
        .collect(Collectors.joining(" ", "users ", ""));
  }

  private static String print(List<Problem> problems) {
    return problems.stream()
        .map(problem -> Path.of(problem.place().source()).getFileName() + ": " + problem.message())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private final class Told implements SourceListener {
    @Override
    public void loaded(Directory directory, List<Problem> warnings) {
      String printed = print(directory);
      if (printed.equals("users fault")) {
        throw new IllegalStateException("not this one");
      }
      events.add(printed);
    }

    @Override
    public void refused(List<Problem> problems) {
      events.add(print(problems));
    }

    @Override
    public void failed(RuntimeException fault) {
      events.add("fault: " + fault.getMessage());
    }
  }
}
