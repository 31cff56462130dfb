package dev.postern.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.postern.config.MappingSettings;
import dev.postern.model.ContextValue;
import dev.postern.wire.CheckEnvelope;
import dev.postern.wire.CheckEnvelope.Field;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** No bytes of a proxy, and no path of a client, bring down what reads them (E-2.1, E-2.22). */
class RequestFuzzTest {

  /** What Envoy's own types can read, we read, and alike; nothing else than values comes of it. */
  @FuzzTest
  void message_anyBytes_isReadAsEnvoyReadsIt(byte[] bytes) {
    Optional<CheckEnvelope> ours = CheckEnvelope.read(bytes);
    try {
      AttributeContext theirs = CheckRequest.parseFrom(bytes).getAttributes();
      CheckEnvelope envelope = ours.orElseThrow();
      assertThat(envelope.text(Field.SOURCE_PRINCIPAL))
          .isEqualTo(theirs.getSource().getPrincipal());
      assertThat(envelope.text(Field.SNI)).isEqualTo(theirs.getTlsSession().getSni());
      assertThat(envelope.text(Field.PROTOCOL))
          .isEqualTo(theirs.getRequest().getHttp().getProtocol());
      assertThat(envelope.text(Field.SOURCE_ADDRESS))
          .isEqualTo(theirs.getSource().getAddress().getSocketAddress().getAddress());
      theirs
          .getContextExtensionsMap()
          .forEach((k, v) -> assertThat(envelope.contextExtensions().last(k)).isEqualTo(v));
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).isNotNull(); // what they refuse, as text that is not UTF-8, we may read
    }
    ours.ifPresent(RequestFuzzTest::map);
  }

  private static void map(CheckEnvelope envelope) {
    Mapped mapped =
        new RequestMapper(MappingSettings.DEFAULT).map(envelope, Asked.holding("111122223333"));
    if (mapped instanceof Mapped.Question question) {
      for (String key : "http:path http:query/a http:header/a aws:sourceip http:port".split(" ")) {
        assertThat(question.context().value(key)).isInstanceOf(ContextValue.class);
      }
    }
  }

  /** A path that is not refused reads alike whoever reads it (E-4.5, E-4.6). */
  @FuzzTest
  void path_anyText_isClearOrRefused(byte[] bytes) {
    String target = new String(bytes, StandardCharsets.UTF_8);
    if (CanonicalPath.of("GET", target, 8192) instanceof CanonicalPath.Clear(var path, var raw)) {
      assertThat(path).startsWith("/").doesNotContain("//", "\\", "\0");
      assertThat(path.split("/", -1)).doesNotContain(".", "..");
      assertThat(path).doesNotContainPattern("%[0-9a-fA-F]{2}");
      assertThat(path.chars()).noneMatch(Character::isISOControl);
      assertThat(raw).doesNotContain("#", ";");
      assertThat(path.chars().filter(c -> c == '/').count())
          .isEqualTo(raw.chars().filter(c -> c == '/').count());
    }
  }
}
