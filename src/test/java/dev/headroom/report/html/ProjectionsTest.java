package dev.headroom.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.forecast.ForecastQuality;
import dev.headroom.forecast.ForecastQuality.Held;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.forecast.UseForecast;
import dev.headroom.forecast.UsualUse;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.report.OrgView;
import dev.headroom.report.Projections;
import dev.headroom.report.json.ApiJson;
import dev.headroom.report.json.ForecastJson;
import dev.headroom.words.ForecastWords;
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

  private static final Held NONE = new Held(Double.NaN, 0);

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
                 "why": "since 10:00 usage runs at 3.1x a normal Tuesday; likely out around 13:00, between 12:00 and 15:00 GMT (75 %)"}
                """));
    assertThat(sentence(EXHAUSTING))
        .isEqualTo(
            "Likely out around 13:00, between 12:00 and 15:00 GMT (75 %): since 10:00 usage runs at"
                + " 3.1x a normal Tuesday.");
  }

  @Test
  void aUsedUpLimitSaysWhenRoomReturns() throws Exception {
    Projection relieved = new Projection.Exhausted(SLOT, room(0), null);
    assertThat(projection(relieved, true))
        .isEqualTo(
            JSON.readTree(
                """
                {"since": "2026-11-24T11:00:00Z", "relief": "2026-11-24T12:00:00Z",
                 "reliefEarliest": "2026-11-24T11:30:00Z",
                 "reliefLatest": "2026-11-24T14:00:00Z"}
                """));
    assertThat(sentence(relieved))
        .isEqualTo(
            "Used up since 11:00 GMT. Recovery is expected around 12:00, between 11:30 and 14:00"
                + " GMT.");
  }

  @Test
  void aReliefForecastThatFailedSaysSo() throws Exception {
    assertThat(sentence(new Projection.Exhausted(SLOT, room(1), null)))
        .endsWith(" GMT. The earlier estimate was wrong, so do not count on this one.");
    assertThat(sentence(new Projection.Exhausted(SLOT, room(3), null)))
        .endsWith(" GMT. All 3 earlier estimates were wrong, so do not count on this one.");
    assertThat(projection(new Projection.Exhausted(SLOT, room(3), null), true).get("reliefWrong"))
        .hasToString("3");
  }

  @Test
  void anUnknownReliefHasAReason() throws Exception {
    Projection refilled =
        new Projection.Exhausted(SLOT, new Relief.NotKnown(Relief.Reason.REFILLED, 2), null);
    assertThat(projection(refilled, true))
        .isEqualTo(
            JSON.readTree(
                """
                {"since": "2026-11-24T11:00:00Z", "reliefWrong": 2,
                 "reliefUnknown": "calls keep coming as fast as the window frees them"}
                """));
    assertThat(sentence(refilled))
        .isEqualTo(
            "Used up since 11:00 GMT. No recovery expected within 24 hours: calls keep coming as"
                + " fast as the window frees them. All 2 earlier estimates were wrong.");
  }

  private static Relief room(int wrong) {
    return new Relief.Expected(
        SLOT.plusSeconds(1_800), SLOT.plusSeconds(3_600), SLOT.plusSeconds(10_800), wrong);
  }

  @Test
  void theUnknownSaysWhy() throws Exception {
    Projection unknown = new Projection.Unknown(UnknownReason.LESS_THAN_A_DAY, null);
    assertThat(projection(unknown, true))
        .isEqualTo(JSON.readTree("{\"unknown\": \"less than a day of history\"}"));
    assertThat(sentence(unknown)).isEqualTo("No projection: less than a day of history.");
  }

  @Test
  void aStableLimitHasNoProjectionAndThePageSaysHowSurely() throws Exception {
    assertThat(projection(new Projection.Stable(0.1, 0.1, null, null), true).isNull()).isTrue();
    assertThat(sentence(new Projection.Stable(0.021, 0, null, null)))
        .isEqualTo("Not expected to run out within 24 hours (1 in 50).");
    assertThat(sentence(new Projection.Stable(0.31, 0, null, null)))
        .isEqualTo(
            "Could run out within 24 hours (1 in 3), which is too uncertain to name a time.");
    assertThat(sentence(new Projection.Stable(0.6, 0, null, null)))
        .isEqualTo("Likely to run out within 24 hours (60 %), but when cannot be told yet.");
    assertThat(sentence(new Projection.Stable(Double.NaN, 0, null, null)))
        .isEqualTo("Not expected to run out within 24 hours.");
    assertThat(projection(EXHAUSTING, false).isNull()).isTrue();
  }

  @Test
  void aLimitThatWasNotReadSinceTheStartIsNotKnownYet() {
    assertThat(limits(new Projections(SLOT, new TreeMap<>()), true))
        .isEqualTo("not known yet: it will be calculated at the next reading");
    assertThat(limits(new Projections(SLOT, new TreeMap<>()), false)).isEmpty();
    assertThat(ForecastCard.NOT_YET.summary().getFirst().text())
        .isEqualTo("No projection: not known yet: it will be calculated at the next reading.");
  }

  @Test
  void aGaugeSaysWhenItUsuallyReachesItsCap() {
    Projection habit =
        new Projection.Stable(0, 0, null, new Recurrence(Recurrence.Days.WEEKDAYS, 9, 0.8));
    assertThat(ForecastWords.outlook(outcome(habit), Window.CONCURRENT, SLOT))
        .isEqualTo(
            "It reaches its cap on weekdays at 09:00 GMT, in 80 % of such hours of" + " late.");
    assertThat(
            ForecastWords.outlook(
                outcome(new Projection.Stable(0, 0, null, null)), Window.CONCURRENT, SLOT))
        .isEqualTo("There is no hour of the week at which it usually reaches its cap.");
    assertThat(ForecastJson.habit(outcome(habit)))
        .isEqualTo(
            new ForecastJson.Habit(
                "weekdays", "09:00", 0.8, "reaches its cap on weekdays at 09:00 GMT"));
    assertThat(ForecastJson.habit(outcome(EXHAUSTING))).isNull();
  }

  @Test
  void poorForecastsSayThatTheyArePoor() throws Exception {
    Outcome poor = new Outcome(EXHAUSTING, SLOT, true);
    assertThat(ForecastWords.outlook(poor, Window.ROLLING_24H, SLOT))
        .contains("recent forecasts of this limit missed, so treat the times as approximate");
    assertThat(JSON.valueToTree(ForecastJson.outlook(poor, SLOT)).path("why").asText())
        .endsWith(
            "GMT (75 %); recent forecasts of this limit missed, so treat the times as approximate");
  }

  @Test
  void howOftenIntervalsHeldIsSaidInWords() {
    Held of40 = new Held(0.925, 33.1);
    assertThat(ForecastWords.held(new ForecastQuality(of40, new Held(0.91, 88.2), NONE)))
        .isEqualTo(
            "Accuracy: 93 % of 1-hour (40) and 91 % of 4-hour (213) forecasts were in range (target"
                + " 90 %).");
    assertThat(ForecastWords.held(new ForecastQuality(new Held(1, 1), new Held(0.9, 100), NONE)))
        .startsWith("Accuracy: 100 % of 1-hour (1) and 90 % of 4-hour (over 500) forecasts were");
    assertThat(ForecastWords.held(new ForecastQuality(of40, new Held(0.7, 60), NONE)))
        .endsWith("Low confidence: recent forecasts missed, so the ranges are wider.");
    assertThat(ForecastWords.held(new ForecastQuality(NONE, NONE, NONE))).isNull();
  }

  @Test
  void theForecastStandsBesideTheUsualAndItsShareOfTheMaximum() {
    UseForecast use =
        new UseForecast(
            new UseForecast.Band(60, 70.4, 80),
            new UseForecast.Band(65, 75, 90),
            new UseForecast.Band(0, 20, 120));
    LimitForecast known =
        new LimitForecast(
            SLOT,
            outcome(new Projection.Stable(0, 0, use, null)),
            new ForecastQuality(NONE, NONE, NONE),
            List.of(new UsualUse(SLOT.plusSeconds(3_600), 55.6)));
    ForecastCard card = ForecastCard.of(known, Window.ROLLING_24H, Reading.ofUsed(50, 100));
    assertThat(card.rows())
        .containsExactly(
            new ForecastCard.Row(
                "1 hour", "2026-11-24T12:00:00Z", "12:00", "70 (70.0 %)", "60 to 80", "56"),
            new ForecastCard.Row(
                "4 hours", "2026-11-24T15:00:00Z", "15:00", "75 (75.0 %)", "65 to 90", ""),
            new ForecastCard.Row(
                "12 hours", "2026-11-24T23:00:00Z", "23:00", "20 (20.0 %)", "0 to 120", ""));
    assertThat(card.usual()).isTrue();
    assertThat(card.held()).isNull();
  }

  @Test
  void anOrgNamesTheLimitThatRunsOutFirst() throws Exception {
    assertThat(next(new NextExhaustion.Expected(CALLS, EXHAUSTING), true))
        .isEqualTo(
            JSON.readTree(
                """
                {"limit": "DailyApiRequests", "at": "2026-11-24T13:00:00Z",
                 "earliest": "2026-11-24T12:00:00Z", "latest": "2026-11-24T15:00:00Z",
                 "probability": 0.75}
                """));
    assertThat(next(new NextExhaustion.Out(CALLS, SLOT, room(0)), true))
        .isEqualTo(
            JSON.readTree(
                """
                {"limit": "DailyApiRequests", "since": "2026-11-24T11:00:00Z",
                 "relief": "2026-11-24T12:00:00Z",
                 "reliefEarliest": "2026-11-24T11:30:00Z",
                 "reliefLatest": "2026-11-24T14:00:00Z"}
                """));
    assertThat(next(new NextExhaustion.NoneInSight(3), true).isNull()).isTrue();
    assertThat(next(new NextExhaustion.NotKnown(UnknownReason.LESS_THAN_A_DAY), true))
        .isEqualTo(JSON.readTree("{\"unknown\": \"less than a day of history\"}"));
    assertThat(next(null, true).path("unknown").asText()).startsWith("not known yet");
    assertThat(next(new NextExhaustion.NoneInSight(0), false).path("unknown").asText())
        .isEqualTo("there is no current reading");
  }

  private static JsonNode next(@Nullable NextExhaustion next, boolean current) {
    return JSON.valueToTree(ForecastJson.next(next, current));
  }

  private static Outcome outcome(Projection projection) {
    return new Outcome(projection, null, false);
  }

  private static String limits(Projections projections, boolean current) {
    return answer(projections, current).path("projection").path("unknown").asText();
  }

  private static JsonNode projection(Projection projection, boolean current) {
    return answer(new Projections(SLOT, new TreeMap<>(Map.of(CALLS, outcome(projection)))), current)
        .path("projection");
  }

  private static JsonNode answer(Projections projections, boolean current) {
    OrgState state =
        new OrgState(
            ORG.id(),
            1,
            SLOT,
            SLOT,
            new TreeMap<>(Map.of(CALLS, new OrgState.Known(Reading.ofUsed(50, 100), current))),
            Map.of(),
            null);
    ApiJson.OrgWithLimits answer =
        ApiJson.org(
            OrgView.of(ORG, state, Freshness.FRESH, Instant.EPOCH),
            OrgView.limits(ORG, state, Freshness.FRESH, Policies.NONE, new CsvLimitCatalogue()),
            projections,
            List.of());
    return JSON.valueToTree(answer).path("limits").path(0);
  }

  private static String sentence(Projection projection) {
    return ForecastWords.outlook(outcome(projection), Window.ROLLING_24H, SLOT);
  }
}
