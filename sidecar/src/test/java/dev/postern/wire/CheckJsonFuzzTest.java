package dev.postern.wire;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.config.ApiSettings;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import java.util.Set;

/** N-2.8, N-2.9: whatever the bytes, a question or its problems; never a fault. */
class CheckJsonFuzzTest {
  private static final CheckJson READER = new CheckJson(ApiSettings.DEFAULT);
  private static final Set<String> CARRIED =
      Set.of(Caller.MFA_AGE, Caller.TOKEN_ISSUE_TIME, Caller.SOURCE_IDENTITY);

  @FuzzTest(maxDuration = "30s")
  void check(FuzzedDataProvider data) {
    sound(READER.read(data.consumeRemainingAsBytes()));
  }

  @FuzzTest(maxDuration = "30s")
  void batch(FuzzedDataProvider data) {
    BatchJson batch = BatchJson.begin(data.consumeRemainingAsBytes(), READER, ApiSettings.DEFAULT);
    while (batch.advance()) {
      // each step passes a piece of the text
    }
    if (batch.problems().isEmpty()) {
      for (int i = 0; i < batch.size(); i++) {
        sound(batch.item(i));
      }
    }
  }

  private static void sound(CheckReading reading) {
    switch (reading) {
      case CheckReading.Question question -> sound(question.request());
      case CheckReading.Malformed malformed -> require(!malformed.problems().isEmpty());
      case CheckReading.TooLarge large -> {}
    }
  }

  private static void sound(CheckRequest request) {
    require(request.action().matches("[A-Za-z0-9._-]+:[A-Za-z0-9._-]+"));
    require(request.resource().equals("*") || request.resource().split(":", 6).length == 6);
    require(request.resourceAccount().matches("([0-9]{12})?"));
    switch (request.caller()) {
      case Caller.User user ->
          require(!user.credentials().keys().containsKey(Caller.SOURCE_IDENTITY));
      case Caller.Root root ->
          require(!root.credentials().keys().containsKey(Caller.SOURCE_IDENTITY));
      case Caller.RoleSession role -> {
        require(CARRIED.containsAll(role.session().keys().keySet()));
        require(!role.session().keys().containsKey(Caller.MFA_AGE));
      }
      case Caller.FederatedSession session ->
          require(!session.session().keys().containsKey(Caller.SOURCE_IDENTITY));
      case Caller.External external ->
          external.claims().keySet().forEach(key -> require(!key.startsWith("aws:")));
      case Caller.Service service -> require(!service.name().isEmpty());
      case Caller.Anonymous anonymous -> {}
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError("a request that may not be");
    }
  }
}
