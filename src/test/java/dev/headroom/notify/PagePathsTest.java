package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A message leads to what it tells: the limit and the time. */
class PagePathsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");

  @Test
  void aLimitsAlertLeadsToTheOrgsPageAtTheLimitAndTheSlot() {
    assertThat(of(AlertKey.usage(ORG, new LimitName("DailyApiRequests.SAP & Co"))))
        .isEqualTo("orgs/acme-prod?limit=DailyApiRequests.SAP+%26+Co&at=2026-11-25T10:05:00Z");
    assertThat(PagePaths.of(Transitions.resolved(Severity.ATTENTION, SLOT, 48_000)))
        .isEqualTo("orgs/acme-prod?limit=DailyApiRequests&at=2026-11-25T10:05:00Z");
  }

  @Test
  void anAlertWithoutANumberLeadsToItsOwnPage() {
    AlertKey vanished =
        new AlertKey(ORG, new Subject.Limit(new LimitName("DataStorageMB")), Rule.VANISHED);
    for (AlertKey key :
        new AlertKey[] {AlertKey.notReporting(ORG), AlertKey.target("chat"), vanished}) {
      assertThat(of(key)).isEqualTo("alerts/" + key.hash() + "?at=2026-11-25T10:05:00Z");
    }
  }

  @Test
  void aNameThatWouldMakeALongAddressIsLeftOut() {
    AlertKey key = AlertKey.usage(ORG, new LimitName("\u7121".repeat(LimitName.MAX_LENGTH)));
    assertThat(of(key)).startsWith("alerts/").hasSizeLessThan(120);
  }

  @Test
  void aGroupLeadsToAllAlerts() {
    Subject.Group group = new Subject.Group(Subject.Group.By.INSTANCE, "EU47", SLOT);
    AlertKey key = new AlertKey(OrgId.FLEET, group, Rule.NOT_REPORTING);
    assertThat(of(key)).isEqualTo("alerts");
    assertThat(URI.create("https://headroom.example.com/base/" + of(key))).isNotNull();
  }

  @Test
  void withAPathPagesAreFiles() {
    URI base = URI.create("https://reports.example.com/headroom");
    Transition told = Transitions.resolved(Severity.ATTENTION, SLOT, 48_000);
    assertThat(PagePaths.of(base, told, "acme"))
        .hasToString(
            "https://reports.example.com/headroom/tenants/acme/orgs/acme-prod.html#alerts");
    // The org has left the fleet.
    assertThat(PagePaths.of(base, told, null))
        .hasToString("https://reports.example.com/headroom/alerts.html");
    assertThat(PagePaths.of(base, opened(AlertKey.target("chat")), "acme"))
        .hasToString("https://reports.example.com/headroom/alerts.html");
    assertThat(PagePaths.of(URI.create("https://h.example.com/"), told, "acme"))
        .hasToString(
            "https://h.example.com/orgs/acme-prod?limit=DailyApiRequests&at=2026-11-25T10:05:00Z");
  }

  @Test
  void aMemberOfAGroupLeadsToItsOwnPageInTheSameFolder() {
    AlertKey key = AlertKey.notReporting(ORG);
    assertThat(
            PagePaths.beside(
                URI.create("https://reports.example.com/headroom/alerts.html"), key, SLOT, "acme"))
        .hasToString(
            "https://reports.example.com/headroom/tenants/acme/orgs/acme-prod.html#alerts");
    assertThat(PagePaths.beside(URI.create("https://h.example.com/alerts"), key, SLOT, "acme"))
        .hasToString("https://h.example.com/alerts/" + key.hash() + "?at=2026-11-25T10:05:00Z");
  }

  private static String of(AlertKey key) {
    return PagePaths.of(opened(key));
  }

  private static Transition opened(AlertKey key) {
    return new Transition.Opened(
        key,
        new Episode(SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT, null),
        new Evidence.Other(SLOT));
  }
}
