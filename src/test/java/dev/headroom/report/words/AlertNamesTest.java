package dev.headroom.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import dev.headroom.report.AlertView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertNamesTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final Subject DIGEST = new Subject.Finding("a1aa0b5b5c66d77e");
  private static final Evidence ADVICE =
      new Evidence.Finding(
          SLOT,
          "ERP Sync could save 4,100 of 4,800 calls a day (change-polling of Account)",
          Map.of("name", "ERP Sync", "pattern", "change-polling"));

  @Test
  void aLimitIsNamedAlone() {
    Subject calls = new Subject.Limit(LimitName.DAILY_API_REQUESTS);
    assertThat(name(Rule.USAGE, calls, null)).isEqualTo("the label of DailyApiRequests");
    assertThat(name(Rule.VANISHED, calls, null))
        .isEqualTo("Vanished: the label of DailyApiRequests");
  }

  @Test
  void anAlertAboutTheWholeOrgIsNamedByItsRule() {
    assertThat(name(Rule.NOT_REPORTING, Subject.WHOLE_ORG, null)).isEqualTo("Not reporting");
  }

  @Test
  void adviceNamesTheIntegrationAndThePattern() {
    assertThat(name(Rule.ADVICE, DIGEST, ADVICE)).isEqualTo("Advice: ERP Sync, change polling");
  }

  @Test
  void aFindingIsNamedByItsTitleAndNeverByItsDigest() {
    Evidence access = new Evidence.Finding(SLOT, "ERP Connector has not been used", Map.of());

    assertThat(name(Rule.ACCESS, DIGEST, access))
        .isEqualTo("Access: ERP Connector has not been used");
    assertThat(name(Rule.ADVICE, DIGEST, access))
        .isEqualTo("Advice: ERP Connector has not been used");
    assertThat(name(Rule.ACCESS, DIGEST, null)).isEqualTo("Access");
  }

  @Test
  void aBudgetNamesItsIntegrationAndItsIdOnlyWhenTheNameIsNotKnown() {
    Subject subject = new Subject.Integration("app:0H4xx");
    Evidence.Budget named =
        new Evidence.Budget(SLOT, "ERP Sync", LocalDate.parse("2026-11-24"), 10, 9, false);

    assertThat(name(Rule.BUDGET, subject, named)).isEqualTo("Budget: ERP Sync");
    assertThat(name(Rule.BUDGET, subject, null)).isEqualTo("Budget: app:0H4xx");
  }

  private static String name(Rule rule, Subject subject, @Nullable Evidence evidence) {
    Episode episode =
        new Episode(
            SLOT,
            Severity.ATTENTION,
            Severity.ATTENTION,
            Reason.FINDING,
            SLOT,
            null,
            Episode.Held.by(Reason.FINDING, Severity.ATTENTION, SLOT));
    AlertView view = AlertView.of(new AlertRecord(new AlertKey(ORG, subject, rule), episode));
    return AlertNames.of(view, limit -> "the label of " + limit.value(), evidence);
  }
}
