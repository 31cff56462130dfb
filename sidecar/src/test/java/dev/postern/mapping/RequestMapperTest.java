package dev.postern.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.MappingSettings;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which action and resource a request is (N-5.1, N-5.3). */
class RequestMapperTest {
  private static final AttributeContext.Builder GET = Asked.with(Asked.get("/a"));

  @Test
  @DisplayName("N-5.3 by default a request is an invocation of API Gateway")
  void request_withoutExtensions_isInvocation() {
    Mapped.Question question = (Mapped.Question) Asked.mapped(GET);
    assertThat(question.action()).isEqualTo("execute-api:Invoke");
    assertThat(question.resource()).isEqualTo(Asked.PREFIX + "h/$default/GET/a");
  }

  @Test
  @DisplayName("N-5.1 the route says action and resource, which need no path (E-4.4)")
  void request_withExtensions_isWhatTheySay() {
    AttributeContext.Builder said =
        Asked.with(Asked.get("").setMethod("CONNECT"))
            .putContextExtensions("postern.action", "orders:GetOrder")
            .putContextExtensions("postern.resource", "arn:aws:orders:::order/7");
    Mapped.Question question = (Mapped.Question) Asked.mapped(said);
    assertThat(question.action()).isEqualTo("orders:GetOrder");
    assertThat(question.resource()).isEqualTo("arn:aws:orders:::order/7");
  }

  @Test
  @DisplayName("E-4.7 an ambiguous path is refused whatever the mapping")
  void ambiguousPath_withExtensions_isRefused() {
    AttributeContext.Builder said =
        Asked.with(Asked.get("/a/../b"))
            .putContextExtensions("postern.action", "orders:GetOrder")
            .putContextExtensions("postern.resource", "*");
    assertThat(Asked.line(Asked.mapped(said))).isEqualTo("d");
  }

  @Test
  @DisplayName("N-5.1 half of a mapping, or none, is an error and no decision")
  void extensions_thatCannotBeUsed_areErrors() {
    assertThat(said("orders:GetOrder", null)).isEqualTo("error");
    assertThat(said(null, "*")).isEqualTo("error");
    assertThat(said("", "")).isEqualTo("error");
    assertThat(said("orders:*", "*")).isEqualTo("error");
    assertThat(said("orders", "*")).isEqualTo("error");
    assertThat(said("orders:GetOrder", "arn:aws:orders")).isEqualTo("error");
    assertThat(said("orders:GetOrder", "arn:aws:orders:::order/${method}")).isEqualTo("error");
  }

  @Test
  @DisplayName("N-5.3 of several accounts one must be named; else it is an error")
  void severalAccounts_withoutSetting_areAnError() {
    MappingSettings named =
        new MappingSettings("222222222222", "eu-central-1", "aws-cn", "prod", 8192, 16_384, 256);
    assertThat(
            Asked.line(Asked.mapped(GET, MappingSettings.DEFAULT, "111122223333", "222222222222")))
        .isEqualTo("error");
    assertThat(Asked.line(Asked.mapped(GET, MappingSettings.DEFAULT))).isEqualTo("error");
    assertThat(Asked.line(Asked.mapped(GET, named, "111122223333", "222222222222")))
        .isEqualTo("arn:aws-cn:execute-api:eu-central-1:222222222222:h/prod/GET/a");
  }

  @Test
  @DisplayName("N-5.3 a method ends no part of a resource")
  void method_thatIsNoToken_isAnError() {
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/a").setMethod("GET/admin")))))
        .isEqualTo("error");
    assertThat(Asked.line(Asked.mapped(Asked.with(Asked.get("/a").setMethod("")))))
        .isEqualTo("error");
  }

  @Test
  @DisplayName("E-13.1 E-16.16 a connection has an action and a resource of its own")
  void connection_withoutRequest_isMapped() {
    Mapped.Question question = (Mapped.Question) Asked.mapped(AttributeContext.newBuilder());
    assertThat(question.action()).isEqualTo("execute-api:Connect");
    assertThat(question.resource()).isEqualTo(Asked.PREFIX + "tcp/$default/CONNECT/*");
  }

  private static String said(String action, String resource) {
    AttributeContext.Builder attributes = Asked.with(Asked.get("/a"));
    if (action != null) {
      attributes.putContextExtensions("postern.action", action);
    }
    if (resource != null) {
      attributes.putContextExtensions("postern.resource", resource);
    }
    return Asked.line(Asked.mapped(attributes));
  }
}
