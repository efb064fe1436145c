package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertKeyTest {
  private static final OrgId ORG = new OrgId("acme-prod");

  /** Incidents that were open before an upgrade are found again by these. */
  @ParameterizedTest
  @CsvSource({
    "acme-prod, DailyApiRequests, "
        + "ea8d6211446837219a8a0ca1e59ca0a6d6607b6cb792b64149eadcf891b718f1",
    "acme-prod, DailyApiRequests.Workbench, "
        + "50f32cc808574df617c7d63d59f12fd4aa71c85b9a3e2d549153d90b5ce18704",
  })
  void theHashOfALimitsAlertIsThatOfTheFirstRelease(String org, String limit, String hash) {
    assertThat(AlertKey.usage(new OrgId(org), new LimitName(limit)).hash()).isEqualTo(hash);
  }

  @Test
  void noTwoProblemsShareAHash() {
    List<Subject> subjects =
        List.of(
            new Subject.Limit(new LimitName("a")),
            Subject.WHOLE_ORG,
            new Subject.Integration("a"),
            new Subject.Finding("a"),
            new Subject.Target("a"),
            new Subject.Group(Subject.Group.By.TENANT, "a", Instant.EPOCH),
            new Subject.Group(Subject.Group.By.INSTANCE, "a", Instant.EPOCH),
            new Subject.Other("planet", "a"));
    Set<String> hashes = new HashSet<>();
    for (Subject subject : subjects) {
      for (Rule rule : List.of(Rule.USAGE, Rule.NOT_REPORTING, Rule.VANISHED, new Rule("jump"))) {
        assertThat(hashes.add(new AlertKey(ORG, subject, rule).hash())).isTrue();
      }
    }
  }

  @Test
  void aSubjectIsReadBackFromItsKindAndId() {
    for (Subject subject :
        List.of(
            new Subject.Limit(new LimitName("DailyApiRequests.My \"App\"")),
            Subject.WHOLE_ORG,
            new Subject.Integration("erp"),
            new Subject.Finding("appUnused:0H4"),
            new Subject.Target("pager"),
            new Subject.Group(
                Subject.Group.By.INSTANCE, "EU42", Instant.parse("2026-11-25T10:05:00Z")),
            new Subject.Group(Subject.Group.By.TENANT, "a@b:c", Instant.EPOCH),
            new Subject.Other("planet", "mars"))) {
      assertThat(Subject.of(subject.kind(), subject.id())).isEqualTo(subject);
    }
  }
}
