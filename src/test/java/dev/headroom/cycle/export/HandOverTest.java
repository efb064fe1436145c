package dev.headroom.cycle.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.Secret;
import dev.headroom.auth.Secrets;
import dev.headroom.cycle.attribute.CallsHandOver;
import dev.headroom.cycle.export.sqs.ExportBodies;
import dev.headroom.cycle.poll.SlotObserver.Committed;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterRule;
import dev.headroom.export.ExporterTypes;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Readings;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.sqs.UnreadableBodyException;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.InMemoryUsage;
import dev.headroom.usage.StoredDays;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a commit to the store of an exporter. */
class HandOverTest {
  private static final ExporterRule ALL =
      new ExporterRule("otel", "otlp", Map.of("url", "https://otlp.acme.com"), ExportMatch.ALL);
  private static final ExporterRule PROD =
      new ExporterRule(
          "hec",
          "splunk-metrics",
          Map.of("url", "https://hec.acme.com", "token", "env:HEC"),
          new ExportMatch(List.of(), Map.of("env", "prod"), null, List.of("Daily*"), List.of()));

  private final List<ExportMessage> sent = new ArrayList<>();
  private final ExportBodies bodies =
      new ExportBodies(new ObjectMapper(), new InMemoryNameDictionary());

  /** A fleet with these exporters. */
  private record Exporters(List<ExporterRule> exporters) implements FleetStore {
    @Override
    public Settings settings() {
      return new Settings(
          1,
          List.of(),
          Map.of(),
          Set.of(),
          List.of(),
          Set.of(),
          Set.of(),
          List.of(),
          List.of(),
          List.of(),
          AdviceRule.DEFAULT,
          exporters);
    }

    @Override
    public Fleet load() {
      throw new AssertionError("no table is read");
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      throw new AssertionError();
    }

    @Override
    public void audit(AuditEntry entry) {
      throw new AssertionError();
    }
  }

  /** Orgs whose number is even are productive; the org gone has left the fleet. */
  private static final OrgDirectory ORGS =
      new OrgDirectory() {
        @Override
        public Optional<Org> find(OrgId id) {
          return id.value().equals("gone")
              ? Optional.empty()
              : Optional.of(
                  new Org(
                      id,
                      "acme",
                      URI.create("https://acme.my.salesforce.com"),
                      new ClientCredentials("k", new SecretRef(SecretRef.Scheme.ENV, "S")),
                      Duration.ofMinutes(5),
                      null,
                      Map.of("env", id.value().matches(".*[02468]") ? "prod" : "uat")));
        }

        @Override
        public List<Org> all() {
          throw new AssertionError("orgs are found one by one");
        }
      };

  private HandOver handOver(ExporterRule... exporters) {
    return handOver(true, exporters);
  }

  private HandOver handOver(boolean open, ExporterRule... exporters) {
    return new HandOver(
        new Exporters(List.of(exporters)),
        ORGS,
        new ExportQueue() {
          @Override
          public boolean isOpen() {
            return open;
          }

          @Override
          public void send(List<ExportMessage> messages) {
            sent.addAll(messages);
          }
        });
  }

  private static Committed committed(String org, Instant slot) {
    TreeMap<LimitName, Foresight> foreseen = new TreeMap<>();
    foreseen.put(
        LimitName.DAILY_API_REQUESTS,
        new Foresight.Exhaustion(
            slot.plusSeconds(3_600), slot, slot.plusSeconds(7_200), 0.5, slot, "why"));
    foreseen.put(new LimitName("DataStorageMB"), Foresight.CLEAR);
    return new Committed(
        OrgState.neverRead(new OrgId(org)), slot, Readings.acme().snapshot(), foreseen, List.of());
  }

  @Test
  void whatWasCommittedGoesToEachExporterThatWantsItInMessagesOfFifty() {
    HandOver handOver = handOver(ALL, PROD);
    IntStream.range(0, 120).forEach(i -> handOver.committed(committed("org-" + i, Readings.SLOT)));
    assertThat(handOver.send()).isEqualTo(5);
    assertThat(sent)
        .extracting(m -> m.exporter() + " " + m.readings().size())
        .containsExactly("otel 50", "otel 50", "otel 20", "hec 50", "hec 10");
    assertThat(handOver.send()).isZero();
  }

  @Test
  void aReadingHasTheOrgsTenantAndTagsAndWhatIsForeseenToRunOut() {
    HandOver handOver = handOver(ALL);
    handOver.committed(committed("org-0", Readings.SLOT));
    handOver.send();
    assertThat(sent.getFirst().readings())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.tenant()).isEqualTo("acme");
              assertThat(r.tags()).containsExactly(Map.entry("env", "prod"));
              assertThat(r.snapshot()).isEqualTo(Readings.acme().snapshot());
              assertThat(r.projected())
                  .containsExactly(
                      Map.entry(LimitName.DAILY_API_REQUESTS, Readings.SLOT.plusSeconds(3_600)));
            });
  }

  @Test
  void aSlotThatTookTwoCommitsIsHandedOverOnce() {
    HandOver handOver = handOver(ALL);
    handOver.committed(committed("org-0", Readings.SLOT));
    handOver.committed(committed("org-0", Readings.SLOT));
    handOver.committed(committed("org-0", Readings.SLOT.plusSeconds(300)));
    handOver.send();
    assertThat(sent.getFirst().readings()).hasSize(2);
  }

  @Test
  void nothingIsSentWithoutExportersWithoutAReadingOrForAnOrgThatLeft() {
    HandOver none = handOver();
    none.committed(committed("org-0", Readings.SLOT));
    HandOver some = handOver(ALL);
    some.committed(Committed.of(OrgState.neverRead(new OrgId("org-0")), Readings.SLOT, List.of()));
    some.committed(committed("gone", Readings.SLOT));
    HandOver closed = handOver(false, ALL);
    closed.committed(committed("org-0", Readings.SLOT));
    assertThat(none.send() + some.send() + closed.send()).isZero();
    assertThat(sent).isEmpty();
  }

  /** An org of which yesterday was stored. */
  private InMemoryUsage yesterday(OrgId org) {
    InMemoryUsage usage = new InMemoryUsage();
    usage.keep(org, StoredDays.of(LocalDate.parse("2026-11-24")).calls("erp", 100).stored());
    return usage;
  }

  @Test
  void callsOfIntegrationsAreHandedOverAtTheTimeTheyBecameKnown() throws Exception {
    OrgId org = new OrgId("org-0");
    HandOver handOver = handOver(ALL, PROD);
    new CallsHandOver(yesterday(org), handOver)
        .stored(org, new Exporters(List.of()).settings(), 1, Readings.SLOT);
    assertThat(handOver.send()).isEqualTo(2);
    assertThat(sent).extracting(ExportMessage::exporter).containsExactly("otel", "hec");
    for (ExportMessage message : sent) {
      ExportMessage read = bodies.read(bodies.write(message));
      assertThat(read).isEqualTo(message);
      assertThat(read.readings())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.slot()).isEqualTo(Readings.SLOT);
                assertThat(r.tags()).containsExactly(Map.entry("env", "prod"));
                assertThat(r.calls()).containsExactly(Map.entry("erp", 2_400L));
                assertThat(r.points(ExportMatch.ALL)).isEmpty();
              });
    }
  }

  @Test
  void callsAreNotReadAgainWithoutANewDayOrWhereNothingIsShipped() {
    OrgId org = new OrgId("org-0");
    Settings settings = new Exporters(List.of()).settings();
    InMemoryUsage nothing = yesterday(org);
    HandOver open = handOver(ALL);
    new CallsHandOver(nothing, open).stored(org, settings, 0, Readings.SLOT);
    HandOver closed = handOver(false, ALL);
    new CallsHandOver(nothing, closed).stored(org, settings, 1, Readings.SLOT);
    HandOver none = handOver();
    new CallsHandOver(nothing, none).stored(org, settings, 1, Readings.SLOT);
    HandOver unknown = handOver(ALL);
    new CallsHandOver(new InMemoryUsage(), unknown).stored(org, settings, 1, Readings.SLOT);
    assertThat(open.send() + closed.send() + none.send() + unknown.send()).isZero();
    assertThat(nothing.reads()).isZero();
  }

  @Test
  void aBodyIsReadAsItWasWrittenAndFiftyOrgsFitInto64KB() throws Exception {
    HandOver handOver = handOver(ALL);
    Readings.orgs(50)
        .forEach(
            r ->
                handOver.committed(
                    new Committed(
                        OrgState.neverRead(r.org()),
                        r.slot(),
                        r.snapshot(),
                        committed("x", r.slot()).foreseen(),
                        List.of())));
    handOver.send();
    String body = bodies.write(sent.getFirst());
    assertThat(bodies.read(body)).isEqualTo(sent.getFirst());
    assertThat(body.length()).isLessThan(64 * 1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "{\"exporter\": \"x\"}",
        "{\"exporter\": \"x\", \"readings\": [{}]}",
        "{\"exporter\": \"x\", \"readings\": [null]}",
        "{\"exporter\": \"x\", \"readings\": [{\"org\": \"a\", \"tenant\": \"t\", \"slot\":"
            + " \"2026-11-25T10:05:00Z\", \"sample\": \"AA==\"}]}",
        "{\"exporter\": \"x\", \"readings\": [{\"org\": \"a\", \"tenant\": \"t\", \"slot\":"
            + " \"yesterday\", \"sample\": \"AQA=\"}]}",
      })
  void aBodyOfAnotherFormIsRefusedWithTheReason(String body) {
    assertThat(catchThrowable(() -> bodies.read(body)))
        .isInstanceOf(UnreadableBodyException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void aCycleShipsToTheStoreOfTheExporterWithItsSecrets() {
    List<ResolvedTarget> stores = new ArrayList<>();
    Exporter splunk =
        new Exporter() {
          @Override
          public TargetType type() {
            return ExporterTypes.SPLUNK;
          }

          @Override
          public ExportResult ship(
              Iterable<OrgReadings> readings,
              ExportMatch match,
              ResolvedTarget store,
              Instant now) {
            assertThat(match).isEqualTo(PROD.match());
            stores.add(store);
            return new ExportResult(1, 0, 1, null, null);
          }
        };
    Secrets secrets = ref -> Secret.of("token of " + ref);
    ExportCycle cycle =
        new ExportCycle(
            List.of(splunk),
            new Exporters(List.of(ALL, PROD)),
            secrets,
            InstantSource.fixed(Readings.SLOT));
    assertThat(cycle.ship("hec", List.of(Readings.acme())))
        .contains(new ExportResult(1, 0, 1, null, null));
    assertThat(stores.getFirst().require("token")).isEqualTo("token of env:HEC");
    assertThat(cycle.ship("other", List.of())).isEmpty();
    assertThat(cycle.ship("otel", List.of()))
        .hasValueSatisfying(
            r ->
                assertThat(r.failure())
                    .isEqualTo(
                        new ExportResult.Failure(
                            false,
                            "exporter otel is of the type 'otlp', which this release does not"
                                + " know")));
  }
}
