package dev.postern.files;

import dev.postern.text.JsonPath;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Text files as people write them: UTF-8, of bounded size. */
public final class TextFile {
  private TextFile() {}

  /**
   * The bytes of a file; refused if it is no regular file, longer than {@code maxBytes}, or cannot
   * be read.
   *
   * @param name how problems call it
   */
  public static Outcome<byte[]> bytes(Path file, String name, int maxBytes) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return refused(name, "is not a file", "put a file in its place");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes);
      return in.read() < 0
          ? new Outcome.Read<>(bytes, List.of())
          : refused(name, "has more than " + maxBytes + " bytes", "split it, or raise the limit");
    } catch (NoSuchFileException e) {
      return refused(
          name, "does not exist, or is a link to nothing", "bring it back, or remove the link");
    } catch (AccessDeniedException e) {
      return refused(name, "may not be read", "give the user that runs this the right to read it");
    } catch (IOException e) {
      return refused(name, "cannot be read: " + e.getMessage(), "see what is wrong with the disk");
    }
  }

  /** The text of these bytes; refused if they are not UTF-8. */
  public static Outcome<Source> decode(String name, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    Source source = new Source(name, text.flip().toString());
    if (!result.isError()) {
      return new Outcome.Read<>(source, List.of());
    }
    int line = 1 + (int) source.text().chars().filter(c -> c == '\n').count();
    int column = source.text().length() - source.text().lastIndexOf('\n');
    return new Outcome.Refused<>(
        List.of(
            Problem.error(
                source,
                new Place(name, JsonPath.ROOT, line, column),
                "not UTF-8",
                "save the file as UTF-8")));
  }

  private static <T> Outcome<T> refused(String name, String message, String mend) {
    Place place = new Place(name, JsonPath.ROOT, 1, 1);
    return new Outcome.Refused<>(
        List.of(new Problem(Problem.Severity.ERROR, place, message, mend, "")));
  }
}
