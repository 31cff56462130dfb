package dev.postern.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.Immutable;
import dev.postern.engine.Engine;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The differential test can fail: faults put into engine, cache and admission on purpose are each
 * found by it. {@code mutants.txt} lists them.
 */
final class MutantsTest {
  private static final long SEED = 20_260_101;
  private static final long CHECKS = 100_000; // most are found within 10,000
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "postern");

  static Stream<Mutant> mutants() throws IOException {
    return Mutant.all().stream();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_asked_isFound(Mutant mutant, @TempDir Path folder) throws Exception {
    compile(mutant, folder);
    MutantLoader loader =
        new MutantLoader(List.of(folder, home(MutantsTest.class), home(Engine.class)));
    String found = firstDifference(loader, CHECKS);
    System.out.println("mutant " + mutant + " -> " + found);
    assertThat(found).isNotEmpty();
  }

  @Test
  void unmutatedEngine_inTheSameLoader_isNotFound() throws Exception {
    MutantLoader loader = new MutantLoader(List.of(home(MutantsTest.class), home(Engine.class)));
    assertThat(loader.loadClass(Engine.class.getName())).isNotEqualTo(Engine.class);
    assertThat(firstDifference(loader, 5_000)).isEmpty();
  }

  /** Asked in a thread of its own, so that nothing of the loader outlives it. */
  private static String firstDifference(MutantLoader loader, long checks) throws Exception {
    Method probe =
        loader
            .loadClass(MutantProbe.class.getName())
            .getMethod("firstDifference", long.class, long.class);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      return thread.submit(() -> (String) probe.invoke(null, SEED, checks)).get();
    }
  }

  private static void compile(Mutant mutant, Path folder) throws IOException, URISyntaxException {
    Path source = folder.resolve(Path.of(mutant.file()).getFileName().toString());
    Files.writeString(source, mutant.applyTo(Files.readString(SOURCES.resolve(mutant.file()))));
    String classpath =
        Stream.of(
                home(Engine.class),
                home(Caffeine.class),
                home(NullMarked.class),
                home(Immutable.class))
            .map(Path::toString)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-cp", classpath, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(problems.toString()).isTrue();
    }
  }

  /** The folder or archive that a class came from. */
  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
