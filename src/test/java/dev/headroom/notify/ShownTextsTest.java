package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownTextsTest {
  private static final String HIDDEN = "pay\u202elap\u200b \n\u001b[2J";
  private static final String SHOWN = "pay\ufffdlap\ufffd [2J";

  @Test
  void problemsShowNothingThatIsNotVisible() {
    OrgState.Problem org = OrgState.Problem.missed(FailureKind.SERVER, HIDDEN, HIDDEN, null);
    assertThat(org.detail()).isEqualTo(SHOWN);
    assertThat(org.remedy()).isEqualTo(SHOWN);
    assertThat(new Delivery.Problem("server", HIDDEN, Instant.EPOCH).detail()).isEqualTo(SHOWN);
    Violation violation = new Violation("a\nb", "c\u202e", "d\n", "e");
    assertThat(violation).hasToString("a b: d  (found: c\ufffd). e");
  }

  @Test
  void problemsAreCut() {
    String huge = "x".repeat(100_000);
    assertThat(OrgState.Problem.notWhole(huge, "").detail()).hasSize(2_003);
    assertThat(new Delivery.Problem("server", huge, Instant.EPOCH).detail()).hasSize(2_003);
    assertThat(new Violation(huge, huge, huge, "").toString()).hasSizeLessThan(3_100);
  }

  @Test
  void aTitleShowsNothingThatIsNotVisibleAndTheLimitKeepsItsName() {
    String name = "Pay\u202elap";
    Notification notification =
        Notification.of(
            new OutboxId(Transitions.ORG, 1, 0),
            Transitions.openedOf(name, Severity.ESCALATION, 82_000),
            "acme",
            Map.of(),
            LimitName::value,
            null);

    assertThat(notification.title()).contains("Pay\ufffdlap").doesNotContain("\u202e");
    assertThat(notification.limitLabel()).isEqualTo("Pay\ufffdlap");
    assertThat(Facts.of(notification).values()).containsEntry("limit", name);
  }
}
