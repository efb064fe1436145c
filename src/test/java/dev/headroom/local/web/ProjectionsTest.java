package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.OrgState;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.report.OrgView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the API and the org page say of a limit's future. */
class ProjectionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant SLOT = Instant.parse("2026-11-24T11:00:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final Org ORG =
      new Org(
          new OrgId("acme-prod"),
          "acme",
          URI.create("https://acme.my.salesforce.com"),
          new Credentials.ClientCredentials("client", new SecretRef(SecretRef.Scheme.ENV, "S")),
          Duration.ofMinutes(5),
          null,
          Map.of());

  private static final Projection.Exhausting EXHAUSTING =
      new Projection.Exhausting(
          SLOT.plusSeconds(3_600),
          SLOT.plusSeconds(7_200),
          SLOT.plusSeconds(14_400),
          0.75,
          0.8,
          new Grounds.Surge(SLOT.minusSeconds(3_600), 3.1),
          null);

  @Test
  void anExhaustionHasItsIntervalAndItsReason() throws Exception {
    assertThat(projection(EXHAUSTING, true))
        .isEqualTo(
            JSON.readTree(
                """
                {"at": "2026-11-24T13:00:00Z", "earliest": "2026-11-24T12:00:00Z",
                 "latest": "2026-11-24T15:00:00Z", "probability": 0.75,
                 "why": "since 10:00 use runs at 3.1x the usual Tuesday; at this rate the allocation ends at 13:00, between 12:00 and 15:00 GMT"}
                """));
    assertThat(sentence(EXHAUSTING))
        .startsWith("Projection: since 10:00 use runs at 3.1x")
        .endsWith("GMT.");
  }

  @Test
  void aLimitThatIsUsedUpSaysWhenReliefComes() throws Exception {
    Projection relieved = new Projection.Exhausted(SLOT, SLOT.plusSeconds(3_600), null);
    assertThat(projection(relieved, true))
        .isEqualTo(
            JSON.readTree(
                "{\"since\": \"2026-11-24T11:00:00Z\", \"relief\": \"2026-11-24T12:00:00Z\"}"));
    assertThat(sentence(relieved)).isEqualTo("Relief is expected at 12:00 GMT.");
    Projection someones = new Projection.Exhausted(SLOT, null, null);
    assertThat(projection(someones, true))
        .isEqualTo(JSON.readTree("{\"since\": \"2026-11-24T11:00:00Z\"}"));
    assertThat(sentence(someones)).isNull();
  }

  @Test
  void whatIsNotKnownSaysWhy() throws Exception {
    Projection unknown = new Projection.Unknown(UnknownReason.LESS_THAN_A_DAY, null);
    assertThat(projection(unknown, true))
        .isEqualTo(JSON.readTree("{\"unknown\": \"less than a day of history\"}"));
    assertThat(sentence(unknown)).isEqualTo("No projection: less than a day of history.");
  }

  @Test
  void nothingIsSaidOfAStableLimitNorOfOneWithoutAReading() throws Exception {
    assertThat(projection(new Projection.Stable(0.01, null, null), true).isNull()).isTrue();
    assertThat(projection(EXHAUSTING, false).isNull()).isTrue();
    assertThat(sentence(new Projection.Stable(0.01, null, null))).isNull();
    assertThat(new FleetViews.Projections(SLOT, Map.of()).sentence(CALLS)).isNull();
  }

  private static JsonNode projection(Projection projection, boolean current) throws Exception {
    OrgState state =
        new OrgState(
            ORG.id(),
            1,
            SLOT,
            SLOT,
            new TreeMap<>(Map.of(CALLS, new OrgState.Known(Reading.ofUsed(50, 100), current))),
            Map.of(),
            null);
    Json.OrgWithLimits answer =
        Json.org(
            OrgView.of(ORG, state),
            OrgView.limits(ORG, state, List.of(), new CsvLimitCatalogue()),
            new FleetViews.Projections(SLOT, Map.of(CALLS, projection)));
    return JSON.valueToTree(answer).path("limits").path(0).path("projection");
  }

  private static @Nullable String sentence(Projection projection) {
    return new FleetViews.Projections(SLOT, Map.of(CALLS, projection)).sentence(CALLS);
  }
}
