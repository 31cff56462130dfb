package dev.postern.documents;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;

final class DirectoryReaderFuzzTest {
  @FuzzTest
  @DisplayName("N-1.8 whatever a file says, it is read or refused")
  void read(byte[] bytes) {
    Folder.of("fuzz.json", new String(bytes, StandardCharsets.UTF_8)).read();
  }
}
