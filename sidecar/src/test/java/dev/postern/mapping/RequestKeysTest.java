package dev.postern.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.model.ContextValue;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The context keys of a request (N-6.1). */
class RequestKeysTest {

  @Test
  @DisplayName("E-2.1 what is unset gives an absent key")
  void nothingSet_keysAreAbsent() {
    AttributeContext.Builder nothing = AttributeContext.newBuilder();
    for (String key :
        ("http:method http:host http:port http:scheme http:protocol http:path http:rawpath"
                + " http:bodysize http:bodypartial tls:sni tls:peerprincipal aws:sourceip"
                + " aws:useragent aws:referer aws:securetransport http:header/a http:query/a"
                + " http:headervalues/a http:queryvalues/a envoy:context/a unknown:key")
            .split(" ")) {
      assertThat(value(nothing, key)).as(key).isEqualTo(ContextValue.ABSENT);
    }
  }

  @Test
  @DisplayName("N-6.1 E-2.10 E-2.15 E-2.16 E-4.5 E-4.10 the fields of a request")
  void fields_areKeys() {
    AttributeContext.Builder all =
        Asked.with(
                Asked.get("/%61?q=1")
                    .setHost("H.Example.com:8443")
                    .setScheme("https")
                    .setProtocol("HTTP/2")
                    .setSize(7)
                    .putHeaders("user-agent", "curl")
                    .putHeaders("referer", "http://r/"))
            .setSource(
                AttributeContext.Peer.newBuilder()
                    .setPrincipal("spiffe://e/ns/a")
                    .setAddress(
                        Address.newBuilder()
                            .setSocketAddress(SocketAddress.newBuilder().setAddress("192.0.2.1"))))
            .setTlsSession(AttributeContext.TLSSession.newBuilder().setSni("sni.example.com"));
    assertThat(value(all, "http:method")).isEqualTo(ContextValue.of("GET"));
    assertThat(value(all, "http:host")).isEqualTo(ContextValue.of("h.example.com"));
    assertThat(value(all, "http:port")).isEqualTo(ContextValue.of("8443"));
    assertThat(value(all, "http:scheme")).isEqualTo(ContextValue.of("https"));
    assertThat(value(all, "http:protocol")).isEqualTo(ContextValue.of("HTTP/2"));
    assertThat(value(all, "http:path")).isEqualTo(ContextValue.of("/a"));
    assertThat(value(all, "http:rawpath")).isEqualTo(ContextValue.of("/%61"));
    assertThat(value(all, "http:bodysize")).isEqualTo(ContextValue.of("7"));
    assertThat(value(all, "aws:sourceip")).isEqualTo(ContextValue.of("192.0.2.1"));
    assertThat(value(all, "aws:useragent")).isEqualTo(ContextValue.of("curl"));
    assertThat(value(all, "aws:referer")).isEqualTo(ContextValue.of("http://r/"));
    assertThat(value(all, "aws:securetransport")).isEqualTo(ContextValue.of("true"));
    assertThat(value(all, "aws:requestedregion")).isEqualTo(ContextValue.of("us-east-1"));
    assertThat(value(all, "tls:sni")).isEqualTo(ContextValue.of("sni.example.com"));
    assertThat(value(all, "tls:peerprincipal")).isEqualTo(ContextValue.of("spiffe://e/ns/a"));
  }

  @Test
  @DisplayName("E-2.2 E-6.4 a pipe is no source address, and x-forwarded-for is not read")
  void sourceIp_ofPipe_isAbsent() {
    AttributeContext.Builder pipe =
        Asked.with(Asked.get("/").putHeaders("x-forwarded-for", "192.0.2.9"))
            .setSource(
                AttributeContext.Peer.newBuilder()
                    .setAddress(Address.newBuilder().setPipe(Pipe.newBuilder().setPath("/s"))));
    assertThat(value(pipe, "aws:sourceip")).isEqualTo(ContextValue.ABSENT);
  }

  @Test
  @DisplayName("E-2.2 a name is no source address")
  void sourceIp_ofName_isAbsent() {
    AttributeContext.Builder named =
        Asked.with(Asked.get("/"))
            .setSource(
                AttributeContext.Peer.newBuilder()
                    .setAddress(
                        Address.newBuilder()
                            .setSocketAddress(
                                SocketAddress.newBuilder().setAddress("peer.example"))));
    assertThat(value(named, "aws:sourceip")).isEqualTo(ContextValue.ABSENT);
  }

  @Test
  @DisplayName("E-2.17 an unknown size is no number")
  void size_unknown_isAbsent() {
    assertThat(value(Asked.with(Asked.get("/").setSize(-1)), "http:bodysize"))
        .isEqualTo(ContextValue.ABSENT);
  }

  @Test
  @DisplayName("E-3.1 E-3.2 E-3.4 E-16.1 both forms of headers have the same joined text")
  void headers_inBothForms_areOneText() {
    AttributeContext.Builder joined =
        Asked.with(Asked.get("/").putHeaders("x-a", "1,2").putHeaders("cookie", "a=1; b=2"));
    AttributeContext.Builder apart =
        Asked.with(
            Asked.get("/")
                .setHeaderMap(
                    HeaderMap.newBuilder()
                        .addHeaders(raw("X-A", "1"))
                        .addHeaders(raw("cookie", "a=1"))
                        .addHeaders(HeaderValue.newBuilder().setKey("x-a").setValue("2"))
                        .addHeaders(raw("cookie", "b=2"))));
    for (String key : new String[] {"http:header/x-a", "http:header/cookie"}) {
      assertThat(value(apart, key)).as(key).isEqualTo(value(joined, key));
    }
    assertThat(value(apart, "http:header/x-a")).isEqualTo(ContextValue.of("1,2"));
    assertThat(value(apart, "http:headervalues/x-a").toString()).contains("[1, 2]");
  }

  @Test
  @DisplayName("E-3.5 bytes that are not UTF-8 are replaced, and the request is marked")
  void header_notUtf8_isReplaced() {
    AttributeContext.Builder latin =
        Asked.with(
            Asked.get("/")
                .setHeaderMap(
                    HeaderMap.newBuilder()
                        .addHeaders(
                            HeaderValue.newBuilder()
                                .setKey("x-a")
                                .setRawValue(
                                    ByteString.copyFrom(
                                        "caf\u00E9".getBytes(StandardCharsets.ISO_8859_1))))));
    assertThat(value(latin, "http:header/x-a")).isEqualTo(ContextValue.of("caf\uFFFD"));
    assertThat(Asked.envelope(latin).hasReplacements()).isTrue();
    assertThat(Asked.envelope(Asked.with(Asked.get("/").putHeaders("a", "é"))).hasReplacements())
        .isFalse();
  }

  @Test
  @DisplayName("E-3.6 pseudo headers stand in for empty fields and are no keys themselves")
  void pseudoHeaders_standInForFields() {
    AttributeContext.Builder proxyless =
        Asked.with(
            HttpRequest.newBuilder()
                .putHeaders(":method", "POST")
                .putHeaders(":path", "/p")
                .putHeaders(":authority", "h.example.com"));
    assertThat(Asked.line(Asked.mapped(proxyless)))
        .isEqualTo(Asked.PREFIX + "h.example.com/$default/POST/p");
    AttributeContext.Builder both =
        Asked.with(Asked.get("/field").putHeaders(":path", "/header").putHeaders(":method", "PUT"));
    assertThat(Asked.line(Asked.mapped(both))).endsWith("GET/field");
    assertThat(value(both, "http:header/:path")).isEqualTo(ContextValue.ABSENT);
  }

  @Test
  @DisplayName("E-2.14 E-4.11 E-16.6 the query is that of the path; the field `query` is not read")
  void query_isReadFromPath() {
    AttributeContext.Builder query =
        Asked.with(Asked.get("/?a=1&b=x%26y+z&a=2&c&&=v&e=").setQuery("a=9&d=9"));
    assertThat(value(query, "http:query/a")).isEqualTo(ContextValue.of("1,2"));
    assertThat(value(query, "http:queryvalues/a").toString()).contains("[1, 2]");
    assertThat(value(query, "http:query/b")).isEqualTo(ContextValue.of("x&y z"));
    assertThat(value(query, "http:query/c")).isEqualTo(ContextValue.of(""));
    assertThat(value(query, "http:query/e")).isEqualTo(ContextValue.of(""));
    assertThat(value(query, "http:query/d")).isEqualTo(ContextValue.ABSENT);
  }

  @Test
  @DisplayName("R-6.5 parameters and extensions that differ by case alone are ambiguous")
  void names_thatDifferByCase_areAmbiguous() {
    AttributeContext.Builder twice =
        Asked.with(Asked.get("/?Team=a&team=b&x=1"))
            .putContextExtensions("K", "1")
            .putContextExtensions("k", "2");
    assertThat(value(twice, "http:query/team")).isEqualTo(ContextValue.AMBIGUOUS);
    assertThat(value(twice, "http:queryvalues/team")).isEqualTo(ContextValue.AMBIGUOUS);
    assertThat(value(twice, "envoy:context/k")).isEqualTo(ContextValue.AMBIGUOUS);
    assertThat(value(twice, "http:query/x")).isEqualTo(ContextValue.of("1"));
    assertThat(value(Asked.with(Asked.get("/?Team=a")), "http:query/team"))
        .isEqualTo(ContextValue.of("a"));
  }

  private static HeaderValue raw(String name, String value) {
    return HeaderValue.newBuilder()
        .setKey(name)
        .setRawValue(ByteString.copyFromUtf8(value))
        .build();
  }

  private static ContextValue value(AttributeContext.Builder attributes, String key) {
    return ((Mapped.Question) Asked.mapped(attributes)).context().value(key);
  }
}
