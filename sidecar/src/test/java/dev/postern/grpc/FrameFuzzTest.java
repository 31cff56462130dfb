package dev.postern.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.grpc.MessageFrame.State;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** No bytes bring down what reads them before anybody has said who he is (E-1.6, E-1.4, E-1.9). */
class FrameFuzzTest {
  private static final int MOST = 16;

  /** Read in one piece or byte by byte, a frame is the same, and its message is what was sent. */
  @FuzzTest
  void frame_anyBytes_isReadAlikeInAnyPieces(byte[] bytes) {
    MessageFrame whole = new MessageFrame(MOST);
    whole.take(bytes);
    MessageFrame pieces = new MessageFrame(MOST);
    for (byte b : bytes) {
      pieces.take(new byte[] {b});
    }
    assertThat(pieces.end()).isEqualTo(whole.end());
    assertThat(pieces.message()).isEqualTo(whole.message()).hasSizeLessThanOrEqualTo(MOST);
    if (whole.end() == State.WHOLE) {
      assertThat(whole.message()).isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
    }
  }

  /** A timeout is never negative, and a health request never an exception. */
  @FuzzTest
  void smallTexts_anyBytes_areReadOrNot(byte[] bytes) {
    assertThat(GrpcTimeout.nanos(new String(bytes, StandardCharsets.ISO_8859_1))).isNotNegative();
    assertThat(HealthMessages.service(bytes)).isNotNull();
    String message = GrpcText.encode(new String(bytes, StandardCharsets.UTF_8));
    assertThat(message).matches("[ -~]*");
  }
}
