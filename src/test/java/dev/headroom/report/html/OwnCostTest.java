package dev.headroom.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.report.SpendView;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class OwnCostTest {
  private static final Org ORG =
      new Org(
          new OrgId("acme-prod"),
          "acme",
          URI.create("https://acme.my.salesforce.com"),
          new Credentials.ClientCredentials(
              "client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
          Duration.ofMinutes(5),
          null,
          Map.of());

  @Test
  void theCallsOfTodayAreGivenByPurposeAndAFullDayOnlyForLimits() {
    assertThat(text(spend(113, 4, 9, 0)))
        .isEqualTo(
            "126 calls today (113 for limits, 4 for usage, 9 for access); reading limits takes 291"
                + " on a full day; usage and access come on top");
  }

  @Test
  void anAdaptiveIntervalTakesAtMostAsMany() {
    assertThat(OwnCost.text(ORG.adaptive(), List.of(), spend(1, 0, 0, 0)))
        .contains("reading limits takes at most 291 on a full day");
  }

  @Test
  void aPurposeWithoutCallsIsLeftOut() {
    assertThat(text(spend(1, 0, 0, 0))).startsWith("1 call today (1 for limits); ");
    assertThat(text(spend(0, 0, 0, 0))).startsWith("no calls counted yet today; ");
  }

  private static String text(SpendView spend) {
    return OwnCost.text(ORG, List.of(), spend);
  }

  private static SpendView spend(int limits, int usage, int access, int doctor) {
    SequencedMap<String, Integer> byPurpose = new LinkedHashMap<>();
    byPurpose.put("limits", limits);
    byPurpose.put("usage", usage);
    byPurpose.put("access", access);
    byPurpose.put("doctor", doctor);
    return new SpendView(limits + usage + access + doctor, 400, byPurpose, null);
  }
}
