package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Margin;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsequenceWordsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final AlertKey KEY =
      AlertKey.usage(new OrgId("acme-prod"), LimitName.DAILY_API_REQUESTS);

  @ParameterizedTest
  @CsvSource({
    "Enterprise Edition,false,SOME",
    "Unlimited Edition,false,SOME",
    "Developer Edition,false,NONE",
    "Partner Developer Edition,false,NONE",
    "Enterprise Edition,true,NONE"
  })
  void theEditionDecidesWhetherThereIsAMargin(String edition, boolean sandbox, Margin margin) {
    assertThat(profile(edition, sandbox).margin()).isEqualTo(margin);
  }

  private static OrgProfile profile(String edition, boolean sandbox) {
    return new OrgProfile("00D000000000001AAA", "USA402", edition, sandbox);
  }

  private static Transition opened(
      AlertKey key, Severity severity, @Nullable Reading reading, @Nullable Margin margin) {
    return new Transition.Opened(
        key,
        new Episode(SLOT, severity, Reason.THRESHOLD, SLOT, null),
        new Evidence.Use(SLOT, 80.0, reading, Foresight.BLIND, List.of(), 0, null, margin));
  }

  @Test
  void aSoftLimitLetsSomeCallsThroughAndAHardOneNone() {
    Reading reading = Reading.ofUsed(80, 100);
    assertThat(ConsequenceWords.of(opened(KEY, Severity.ESCALATION, reading, Margin.SOME)))
        .startsWith("Soft limit: once it is used up, some more calls are let through");
    assertThat(ConsequenceWords.of(opened(KEY, Severity.EXHAUSTED, reading, Margin.SOME)))
        .startsWith("Soft limit, used up: some more calls");
    assertThat(ConsequenceWords.of(opened(KEY, Severity.ESCALATION, reading, Margin.NONE)))
        .startsWith("Hard limit: once it is used up, every new call");
    assertThat(ConsequenceWords.of(opened(KEY, Severity.EXHAUSTED, null, Margin.SOME)))
        .startsWith("It is used up, and every new call");
    assertThat(ConsequenceWords.of(opened(KEY, Severity.ESCALATION, reading, null))).isNull();
  }

  @Test
  void onlyTheDailyApiRequestsOfAnOrgThatSaidItsEditionAreToldSo() {
    Transition calls = opened(KEY, Severity.ESCALATION, Reading.ofUsed(80, 100), null);
    Transition storage =
        opened(
            AlertKey.usage(new OrgId("acme-prod"), new LimitName("DataStorageMB")),
            Severity.ESCALATION,
            Reading.ofUsed(80, 100),
            null);
    OrgState.Upkeep known = OrgState.Upkeep.NONE.asked(SLOT, profile("Developer Edition", false));

    assertThat(known.telling(List.of(calls, storage)))
        .extracting(t -> ((Evidence.Use) t.evidence()).margin())
        .containsExactly(Margin.NONE, null);
    assertThat(OrgState.Upkeep.NONE.telling(List.of(calls))).containsExactly(calls);
  }
}
