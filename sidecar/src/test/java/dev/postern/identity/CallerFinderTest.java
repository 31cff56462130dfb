package dev.postern.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.config.IdentitySettings;
import dev.postern.config.IdentitySettings.MtlsRule;
import dev.postern.wire.CheckEnvelope;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is calling (N-4.1 to N-4.3). */
class CallerFinderTest {
  private static final IdentitySettings RULES =
      new IdentitySettings(
          List.of(
              new MtlsRule(
                  "spiffe://example.org/ns/{ns}/sa/{sa}",
                  "arn:aws:sts::111122223333:assumed-role/{ns}/{sa}"),
              new MtlsRule("{host}.example.org", "arn:aws:iam::111122223333:user/hosts/{host}"),
              new MtlsRule("old", "anonymous")));

  @ParameterizedTest
  @DisplayName("N-4.2 N-4.3 peers become callers; what does not fit is bad credentials")
  @CsvSource({
    "spiffe://example.org/ns/web/sa/shop, arn:aws:sts::111122223333:assumed-role/web/shop",
    "spiffe://example.org/ns/web/sa/a@b, arn:aws:sts::111122223333:assumed-role/web/a@b",
    "db1.example.org, arn:aws:iam::111122223333:user/hosts/db1",
    "old, anonymous",
    "spiffe://example.org/ns/web/sa/a*, BAD",
    "spiffe://example.org/ns/web/sa/a:b, BAD",
    "spiffe://example.org/ns/we b/sa/a, BAD",
    "spiffe://example.org/ns/web/sa/é, BAD",
    "spiffe://example.org/ns/web/sa/a/b, anonymous",
    "spiffe://example.org/ns//sa/a, anonymous",
    "spiffe://example.org/ns/web/sa/, anonymous",
    "spiffe://EXAMPLE.org/ns/web/sa/shop, anonymous",
    "xspiffe://example.org/ns/web/sa/shop, anonymous",
    "stranger, anonymous",
    "'', anonymous"
  })
  void peer_byRules_isCallerOrNot(String peer, String caller) {
    AttributeContext.Builder attributes =
        AttributeContext.newBuilder()
            .setSource(AttributeContext.Peer.newBuilder().setPrincipal(peer));
    assertThat(found(attributes)).isEqualTo(caller);
  }

  @ParameterizedTest
  @DisplayName("N-4.2 E-6.1 what the route says comes first; what it says wrongly is no caller")
  @CsvSource({
    "arn:aws:iam::111122223333:user/alice, arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:role/app, arn:aws:sts::111122223333:assumed-role/app/check",
    "sns.amazonaws.com, sns.amazonaws.com",
    "anonymous, anonymous",
    "alice, BAD",
    "arn:aws:iam::1:user/alice, BAD",
    "'', BAD"
  })
  void route_withPrincipal_winsOverPeer(String said, String caller) {
    AttributeContext.Builder attributes =
        AttributeContext.newBuilder()
            .setSource(AttributeContext.Peer.newBuilder().setPrincipal("db1.example.org"))
            .putContextExtensions("postern.principal", said);
    assertThat(found(attributes)).isEqualTo(caller);
  }

  @Test
  @DisplayName("E-6.2 headers, host and SNI are never identity")
  void headers_areNoIdentity() {
    AttributeContext.Builder attributes =
        AttributeContext.newBuilder()
            .setRequest(
                AttributeContext.Request.newBuilder()
                    .setHttp(
                        AttributeContext.HttpRequest.newBuilder()
                            .setHost("db1.example.org")
                            .putHeaders("postern.principal", "arn:aws:iam::111122223333:user/alice")
                            .putHeaders("x-postern-principal", "db1.example.org")
                            .putHeaders(
                                "x-forwarded-client-cert", "URI=spiffe://example.org/ns/a/sa/b")))
            .setTlsSession(AttributeContext.TLSSession.newBuilder().setSni("db1.example.org"));
    assertThat(found(attributes)).isEqualTo("anonymous");
  }

  @Test
  @DisplayName("N-4.3 rules that cannot be used are told, all of them")
  void rules_thatCannotBeUsed_areTold() {
    IdentitySettings wrong =
        new IdentitySettings(
            List.of(
                new MtlsRule("{a}{b}", "anonymous"),
                new MtlsRule("{a}/{a}", "anonymous"),
                new MtlsRule("x", "arn:aws:iam::111122223333:user/{a}"),
                new MtlsRule("x", "alice")));
    assertThat(CallerFinder.problems(wrong)).hasSize(4);
    assertThatThrownBy(() -> CallerFinder.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    assertThat(CallerFinder.problems(RULES)).isEmpty();
  }

  @Test
  @DisplayName("N-4.3 a capture never chooses what kind of principal is meant")
  void capture_asKindOfPrincipal_isRefused() {
    for (String template : List.of("{a}", "arn:aws:iam::111122223333:{a}", "arn:aws:{a}::1:x")) {
      IdentitySettings open = new IdentitySettings(List.of(new MtlsRule("{a}", template)));
      assertThat(CallerFinder.problems(open)).as(template).hasSize(1);
    }
  }

  private static String found(AttributeContext.Builder attributes) {
    CheckEnvelope envelope =
        CheckEnvelope.read(
                CheckRequest.newBuilder().setAttributes(attributes).build().toByteArray())
            .orElseThrow();
    return switch (CallerFinder.of(RULES).find(envelope)) {
      case Identified.As as -> as.caller().label();
      case Identified.BadCredentials _ -> "BAD";
    };
  }
}
