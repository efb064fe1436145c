package dev.headroom.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every exporter must do. */
public abstract class ExporterContract {
  private static final int TOO_LARGE = 413;

  protected static final JsonMapper JSON = JsonMapper.builder().build();
  protected static final Instant NOW = Readings.SLOT.plusSeconds(30);

  /** One value that a store took. */
  public record Value(String metric, Map<String, String> attributes, Instant at, double value) {}

  /** The exporter under test, calling through {@code http}. */
  protected abstract Exporter exporter(OutboundHttp http);

  /** The settings, all secrets among them with "canary" in them. */
  protected abstract Map<String, String> settings();

  /** Reads a body as strictly as the store; whatever it would refuse is an assertion's failure. */
  protected abstract List<Value> values(FakeHttp.Request request, byte[] body);

  /** How the store says that it took a body. */
  protected abstract HttpOutcome.Reply success();

  /** Statuses after which the same request is made again later. */
  protected abstract boolean isTriedAgain(int status);

  /** The age from which a reading is too old; null if there is none. */
  protected abstract @Nullable Duration maxAge();

  /** Metrics that the store gets of a limit with a cap, and of one without. */
  protected List<String> metrics(boolean capped) {
    return capped ? List.of(Scheme.USED, Scheme.MAX, Scheme.REMAINING) : List.of(Scheme.USED);
  }

  /** What is exported of {@link Readings#acme}: one by one where the store asks for it. */
  protected ExportMatch match() {
    return ExportMatch.ALL;
  }

  /** Whether projections and integrations are exported. */
  protected boolean hasEverything() {
    return true;
  }

  /** A store that takes everything and keeps what it took. */
  protected final class Store {
    final List<FakeHttp.Request> requests = new ArrayList<>();
    final List<Value> values = new ArrayList<>();
    final OutboundHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              values.addAll(ExporterContract.this.values(request, unpacked(request)));
              return success();
            });

    ExportResult ship(List<OrgReadings> readings, ExportMatch match) {
      return exporter(http).ship(readings, match, target(), NOW);
    }
  }

  /** The body as it was before compression. */
  protected static byte[] unpacked(FakeHttp.Request request) {
    if (!"gzip".equals(request.headers().get("Content-Encoding"))) {
      return request.body().bytes();
    }
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(request.body().bytes()))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  protected ResolvedTarget target() {
    Map<String, Secret> secrets = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    settings()
        .forEach(
            (name, value) -> {
              if (value.contains("canary") || value.contains("://")) {
                secrets.put(name, Secret.of(value));
              } else {
                texts.put(name, value);
              }
            });
    return new ResolvedTarget(new TargetId("mine"), secrets, texts, false);
  }

  protected static HttpOutcome.Reply reply(int status, String body) {
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
  }

  @Test
  void theKindIsOnTheListThatManifestsAreCheckedAgainst() {
    assertThat(ExporterTypes.ALL).contains(exporter(new FakeHttp(r -> success())).type());
  }

  @Test
  void everyValueOfTheSchemeArrivesOnceUnderItsName() {
    Store store = new Store();
    ExportResult result = store.ship(List.of(Readings.acme()), match());
    assertThat(result.failure()).isNull();
    assertThat(result.points()).isEqualTo(store.values.size());
    for (Map.Entry<LimitName, Reading> one : Readings.acme().snapshot().readings().entrySet()) {
      Reading reading = one.getValue();
      Map<String, Double> expected = new TreeMap<>();
      if (!reading.isNotProvisioned()) {
        Map<String, Double> all =
            Map.of(
                Scheme.USED, (double) reading.used(),
                Scheme.MAX, (double) reading.max(),
                Scheme.REMAINING, (double) reading.remaining());
        metrics(!reading.isUncapped()).forEach(m -> expected.put(m, all.get(m)));
        if (hasEverything() && one.getKey().equals(LimitName.DAILY_API_REQUESTS)) {
          expected.put(Scheme.PROJECTED_HOURS, 6.5);
        }
      }
      Map<String, Double> arrived = new TreeMap<>();
      store.values.stream()
          .filter(v -> one.getKey().value().equals(v.attributes().get(Scheme.LIMIT)))
          .forEach(v -> assertThat(arrived.put(v.metric(), v.value())).isNull());
      assertThat(arrived).as(one.getKey().value()).isEqualTo(expected);
    }
    assertThat(store.values).allSatisfy(v -> assertThat(v.at()).isEqualTo(Readings.SLOT));
    assertThat(store.values)
        .allSatisfy(v -> assertThat(v.attributes()).containsEntry(Scheme.ORG, "acme-prod"));
    if (hasEverything()) {
      assertThat(store.values)
          .allSatisfy(
              v ->
                  assertThat(v.attributes())
                      .containsEntry(Scheme.TENANT, "acme")
                      .containsEntry("env", "prod")
                      .containsEntry("tag_limit", "a \"tag\""));
      assertThat(store.values)
          .filteredOn(v -> v.metric().equals(Scheme.CALLS))
          .singleElement()
          .satisfies(v -> assertThat(v.value()).isEqualTo(41_000))
          .satisfies(v -> assertThat(v.attributes()).containsEntry(Scheme.INTEGRATION, "erp"));
    }
  }

  @Test
  void whatIsNotKnownIsAGapAndNeverZero() {
    Store store = new Store();
    OrgReadings nothing =
        new OrgReadings(
            Readings.acme().org(),
            "acme",
            new TreeMap<>(),
            Readings.SLOT,
            new Snapshot(new TreeMap<>(), false),
            Readings.acme().projected(),
            new TreeMap<>());
    ExportResult result = store.ship(List.of(nothing), match());
    assertThat(result).isEqualTo(new ExportResult(0, 0, 0, null, null));
    assertThat(store.requests).isEmpty();
  }

  @Test
  void onlyWhatMatchesIsShipped() {
    Store store = new Store();
    OrgReadings other = Readings.org("other", Map.of("env", "uat"), new TreeMap<>());
    store.ship(
        List.of(Readings.acme(), other),
        new ExportMatch(
            List.of("acme-prod"),
            Map.of("env", "prod"),
            "acme",
            List.of("DailyApiRequests"),
            List.of("e*")));
    assertThat(store.values)
        .filteredOn(v -> !v.metric().equals(Scheme.CALLS))
        .isNotEmpty()
        .allSatisfy(
            v -> assertThat(v.attributes()).containsEntry(Scheme.LIMIT, "DailyApiRequests"));
    Store none = new Store();
    for (ExportMatch match :
        List.of(
            new ExportMatch(List.of("x"), Map.of(), null, List.of(), List.of()),
            new ExportMatch(List.of(), Map.of("env", "uat"), null, List.of(), List.of()),
            new ExportMatch(List.of(), Map.of(), "globex", List.of(), List.of()))) {
      none.ship(List.of(Readings.acme()), match);
    }
    assertThat(none.requests).isEmpty();
  }

  @Test
  void whatIsTooOldForTheStoreIsCountedAndNotSent() {
    Duration age = maxAge() == null ? Duration.ofDays(1_000) : maxAge();
    Store store = new Store();
    ExportResult result =
        store.ship(
            List.of(
                Readings.at(Readings.acme(), NOW.minus(age).minusSeconds(1)),
                Readings.at(Readings.acme(), NOW.minus(age))),
            match());
    assertThat(result.stale()).isEqualTo(maxAge() == null ? 0 : 1);
    assertThat(store.values)
        .extracting(Value::at)
        .contains(NOW.minus(age))
        .doesNotContain(maxAge() == null ? Instant.EPOCH : NOW.minus(age).minusSeconds(1));
  }

  @Test
  void manyOrgsAreShippedWithinTheCapsAndNothingIsLost() {
    Store store = new Store();
    List<OrgReadings> orgs = Readings.orgs(250);
    ExportResult result = store.ship(orgs, ExportMatch.ALL);
    int each = 94 * metrics(true).size() + (hasEverything() ? 1 : 0);
    assertThat(result.points()).isEqualTo(250L * each);
    assertThat(store.values).hasSize(250 * each).doesNotHaveDuplicates();
    assertThat(result.requests()).isEqualTo(store.requests.size()).isGreaterThan(1);
  }

  @Test
  void textThatSomebodyElseChoseBreaksNothing() {
    String hostile = "\"}],\n\u0000<&>%$\\ ü😀 " + "x".repeat(5_000);
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    readings.put(new LimitName("DailyApiRequests.\"}],{😀"), Reading.ofUsed(1, 2));
    Store store = new Store();
    ExportResult result =
        store.ship(
            List.of(Readings.org("acme-prod", Map.of(hostile, hostile), readings)),
            ExportMatch.ALL);
    assertThat(result.failure()).isNull();
    assertThat(store.values)
        .anySatisfy(
            v ->
                assertThat(v.attributes())
                    .containsEntry(Scheme.LIMIT, "DailyApiRequests.\"}],{😀"));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void aStatusIsTriedAgainOrNot(int status) {
    List<FakeHttp.Request> requests = new ArrayList<>();
    ExportResult result =
        exporter(
                new FakeHttp(
                    request -> {
                      requests.add(request);
                      return reply(status, "");
                    }))
            .ship(List.of(Readings.acme(), Readings.acme()), match(), target(), NOW);
    if (result.failure() == null) {
      assertThat(status).isEqualTo(success().status());
    } else {
      assertThat(result.failure().again()).isEqualTo(isTriedAgain(status));
      assertThat(result.points()).isZero();
    }
    if (status == TOO_LARGE && isHalved()) {
      assertThat(requests.size()).as("what is too large is sent in halves").isGreaterThan(1);
    } else {
      assertThat(requests).hasSize(1);
    }
  }

  /** Whether what the store calls too large is sent again in halves. */
  protected boolean isHalved() {
    return true;
  }

  static IntStream statuses() {
    return IntStream.of(
        200, 201, 202, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504);
  }

  @Test
  void aConnectionThatIsLostIsTriedAgain() {
    ExportResult result =
        exporter(new FakeHttp(request -> new HttpOutcome.Unreachable("nobody there")))
            .ship(List.of(Readings.acme()), match(), target(), NOW);
    assertThat(result.failure()).isEqualTo(new ExportResult.Failure(true, "nobody there"));
  }

  @Test
  void noSecretIsInAResultThoughTheStoreRepeatsAllItGot() {
    for (int status : List.of(200, 400, 403, 500)) {
      ExportResult result =
          exporter(
                  new FakeHttp(
                      request ->
                          reply(
                              status,
                              request.headers()
                                  + request.uri().toString()
                                  + "{\"partialSuccess\":{\"errorMessage\":\""
                                  + request.headers()
                                  + "\"}}")))
              .ship(List.of(Readings.acme()), match(), target(), NOW);
      assertThat(result.toString()).doesNotContain("canary");
    }
  }

  @Test
  void aRepeatHasTheSameBody() {
    Store store = new Store();
    store.ship(List.of(Readings.acme()), match());
    exporter(store.http).ship(List.of(Readings.acme()), match(), target(), NOW.plusSeconds(60));
    assertThat(unpacked(store.requests.get(0))).isEqualTo(unpacked(store.requests.get(1)));
  }

  @Test
  void theBodyIsThatOfTheGoldenFile() throws Exception {
    Store store = new Store();
    store.ship(List.of(Readings.acme()), match());
    String sent = shown(new String(unpacked(store.requests.getFirst()), UTF_8));
    Path file =
        Path.of("src/test/resources/golden/export", exporter(store.http).type().name() + suffix());
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, sent);
    }
    assertThat(sent).as(file.toString()).isEqualTo(Files.readString(file));
  }

  /** The ending of the golden file's name. */
  protected String suffix() {
    return ".json";
  }

  /** A body as the golden file shows it. */
  protected String shown(String body) throws IOException {
    JsonNode json = JSON.readTree(body);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
