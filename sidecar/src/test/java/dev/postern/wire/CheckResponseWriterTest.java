package dev.postern.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.config.GrpcSettings;
import dev.postern.explain.Explanation;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what we write with the types that Envoy's own project generates. */
class CheckResponseWriterTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000_000));
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  @Test
  @DisplayName("E-7.1 E-7.3 an allow has a status with code 0 and an ok_response")
  void allow_always_hasCodeZeroAndOkResponse() {
    CheckResponse response = written(settings("", Duration.ZERO), allowed(), ALICE);
    assertThat(response.hasStatus()).isTrue();
    assertThat(response.getStatus().getCode()).isZero();
    assertThat(response.hasOkResponse()).isTrue();
    assertThat(response.getOkResponse().getHeadersList()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  @DisplayName("E-7.2 E-7.3 E-8.3 E-16.8 E-16.9 a denial has a code and a status that is no 5xx")
  void denial_ofEveryReason_hasCodeAndDeniedResponse(Reason reason) {
    CheckResponse response = written(settings("x-user", Duration.ZERO), denied(reason), ALICE);
    assertThat(response.getStatus().getCode()).isIn(7, 16);
    assertThat(response.hasDeniedResponse()).isTrue();
    assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isIn(400, 401, 403);
    assertThat(response.getDeniedResponse().getBody()).isNotEmpty().hasSizeLessThan(40);
  }

  @ParameterizedTest
  @DisplayName("E-8.1 E-8.2 E-4.7 the status says what kind of denial it is")
  @CsvSource({"POLICY, 7, 403", "BAD_CREDENTIALS, 16, 401", "AMBIGUOUS_PATH, 7, 400"})
  void denial_ofReason_hasStatus(Reason reason, int code, int http) {
    CheckResponse response = written(settings("", Duration.ZERO), denied(reason), "");
    assertThat(response.getStatus().getCode()).isEqualTo(code);
    assertThat(response.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(http);
  }

  @Test
  @DisplayName("E-8.1 E-10.1 bad credentials are told how to authenticate")
  void denial_ofBadCredentials_saysHow() {
    CheckResponse response =
        written(settings("", Duration.ZERO), denied(Reason.BAD_CREDENTIALS), "");
    assertThat(response.getDeniedResponse().getHeadersList())
        .contains(overwriting("www-authenticate", "Bearer"));
  }

  @Test
  @DisplayName("E-7.4 E-7.6 E-10.1 the caller overwrites what the client sent, and is not removed")
  void principalHeader_configured_overwrites() {
    CheckResponse response = written(settings("X-User", Duration.ZERO), allowed(), ALICE);
    assertThat(response.getOkResponse().getHeadersList())
        .containsExactly(overwriting("X-User", ALICE));
    assertThat(response.getOkResponse().getHeadersToRemoveList()).containsExactly("authorization");
  }

  @Test
  @DisplayName("E-7.6 without a header for the caller, all that is listed is removed")
  void removeHeaders_configured_areRemoved() {
    CheckResponse response = written(settings("", Duration.ZERO), allowed(), ALICE);
    assertThat(response.getOkResponse().getHeadersToRemoveList())
        .containsExactly("authorization", "x-user");
  }

  @Test
  @DisplayName("E-10.3 a caller without name leaves an empty header, not the client's")
  void principal_empty_keepsEmptyValue() {
    CheckResponse response = written(settings("x-user", Duration.ZERO), allowed(), "");
    HeaderValueOption option = response.getOkResponse().getHeaders(0);
    assertThat(option.getKeepEmptyValue()).isTrue();
    assertThat(option.getHeader().getKey()).isEqualTo("x-user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0b", "a\u007fb"})
  @DisplayName("E-7.9 a caller who fits in no header is an error")
  void principal_withControlCharacter_isNoAnswer(String principal) {
    assertThat(
            new CheckResponseWriter(settings("x-user", Duration.ZERO), CLOCK)
                .write(facts(allowed(), principal)))
        .isEmpty();
  }

  @Test
  @DisplayName("E-7.9 a value longer than 16,384 bytes is an error, one of that length is not")
  void principal_tooLong_isNoAnswer() {
    CheckResponseWriter writer = new CheckResponseWriter(settings("x-user", Duration.ZERO), CLOCK);
    assertThat(writer.write(facts(allowed(), "a".repeat(16_385)))).isEmpty();
    assertThat(writer.write(facts(allowed(), "a".repeat(16_384)))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {":path", "host", "Host", "a b", "a\r\n", "ü"})
  @DisplayName("E-7.5 E-7.9 E-7.10 names that are no tokens, pseudo headers and host are refused")
  void headerName_notToBeChanged_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CheckResponseWriter(settings(name, Duration.ZERO), CLOCK));
  }

  @Test
  @DisplayName("E-11.1 E-11.3 E-11.4 the metadata says what is always said, and stands in field 4")
  void metadata_basic_hasTheFields() {
    CheckResponse response = written(settings("", Duration.ZERO), denied(Reason.POLICY), ALICE);
    assertThat(response.getDynamicMetadata().getFieldsMap())
        .containsOnly(
            text("decision_id", "id-1"),
            text("decision", "implicitDeny"),
            text("reason", "policy"),
            text("snapshot", "s-1"),
            number("epoch", 7),
            text("cache", "miss"),
            number("max_age_s", 0));
  }

  @Test
  @DisplayName("E-4.7 the metadata names the class of an ambiguous path")
  void metadata_withDetail_namesIt() throws InvalidProtocolBufferException {
    CheckResponseFacts facts =
        new CheckResponseFacts(denied(Reason.AMBIGUOUS_PATH), stamp(), "", "a");
    byte[] bytes =
        new CheckResponseWriter(settings("", Duration.ZERO), CLOCK).write(facts).orElseThrow();
    assertThat(CheckResponse.parseFrom(bytes).getDynamicMetadata().getFieldsMap())
        .contains(text("detail", "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "60, " + Long.MAX_VALUE + ", 60",
    "60, 1005999, 5",
    "60, 999999, 0",
    "60, " + Long.MIN_VALUE + ", 0",
    "0, " + Long.MAX_VALUE + ", 0",
  })
  @DisplayName("E-11.4 max_age_s is never beyond the instant until which the decision holds")
  void maxAge_ofDecision_isBounded(long configured, long holdsUntil, double expected) {
    Answer answer =
        new Answer(Decision.of(Verdict.ALLOWED, Reason.POLICY, holdsUntil), Answer.CacheUse.HIT);
    CheckResponse response = written(settings("", Duration.ofSeconds(configured)), answer, "");
    assertThat(response.getDynamicMetadata().getFieldsMap())
        .contains(number("max_age_s", expected), text("cache", "hit"));
  }

  @Test
  @DisplayName("E-11.4 full metadata also lists statements, errors and missing keys")
  void metadata_full_listsWhatTheDecisionRestsOn() throws InvalidProtocolBufferException {
    Explanation explanation =
        new Explanation(
            allowed().decision(),
            "",
            Explanation.OwnerSource.UNKNOWN,
            List.of(),
            List.of(),
            new TreeSet<>(),
            new TreeSet<>(List.of("aws:sourceip", "x".repeat(300))),
            List.of());
    byte[] bytes =
        new CheckResponseWriter(settings("", Duration.ZERO), CLOCK)
            .write(facts(allowed(), ALICE), explanation)
            .orElseThrow();
    Struct metadata = CheckResponse.parseFrom(bytes).getDynamicMetadata();
    assertThat(metadata.getFieldsMap()).containsKeys("matched", "errors", "missing_keys");
    assertThat(metadata.getFieldsOrThrow("missing_keys").getListValue().getValuesList())
        .extracting(Value::getStringValue)
        .containsExactly("aws:sourceip", "x".repeat(300));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 126, 127, 128, 129, 500, 16_000, 16_383})
  @DisplayName("E-7.4 a caller of any length is read back as it is")
  void principal_ofAnyLength_isReadBack(int length) {
    String principal = "p".repeat(length);
    CheckResponse response = written(settings("x-user", Duration.ZERO), allowed(), principal);
    assertThat(response.getOkResponse().getHeaders(0).getHeader().getValue()).isEqualTo(principal);
    assertThat(response.getUnknownFields().asMap()).isEmpty();
  }

  private static CheckResponse written(GrpcSettings settings, Answer answer, String principal) {
    byte[] bytes =
        new CheckResponseWriter(settings, CLOCK).write(facts(answer, principal)).orElseThrow();
    try {
      return CheckResponse.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("deprecation") // E-10.1 wants both: the old field and the new one
  private static HeaderValueOption overwriting(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .setAppend(BoolValue.of(false))
        .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
        .build();
  }

  private static Map.Entry<String, Value> text(String name, String value) {
    return Map.entry(name, Value.newBuilder().setStringValue(value).build());
  }

  private static Map.Entry<String, Value> number(String name, double value) {
    return Map.entry(name, Value.newBuilder().setNumberValue(value).build());
  }

  private static CheckResponseFacts facts(Answer answer, String principal) {
    return new CheckResponseFacts(answer, stamp(), principal, "");
  }

  private static Stamp stamp() {
    return new Stamp("id-1", "s-1", 7);
  }

  private static Answer allowed() {
    return new Answer(Decision.of(Verdict.ALLOWED, Reason.POLICY), Answer.CacheUse.MISS);
  }

  private static Answer denied(Reason reason) {
    return new Answer(Decision.of(Verdict.IMPLICIT_DENY, reason), Answer.CacheUse.MISS);
  }

  private static GrpcSettings settings(String principalHeader, Duration maxAge) {
    return new GrpcSettings(
        4096,
        Duration.ofMillis(5),
        100,
        100,
        Duration.ZERO,
        GrpcSettings.Metadata.BASIC,
        maxAge,
        List.of("authorization", "x-user"),
        principalHeader);
  }
}
