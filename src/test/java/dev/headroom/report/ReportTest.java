package dev.headroom.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Levels;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Restraint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
  private static final String CALLS = "DailyApiRequests";

  static Stream<Arguments> limits() {
    return Stream.of(
        arguments("below every level", States.of("a").limit(CALLS, 59, 100), "ok"),
        arguments(
            "with an open alert",
            States.of("a").limit(CALLS, 85, 100).alert(CALLS, Severity.ESCALATION),
            "escalation"),
        arguments(
            "below the threshold, the level not left yet",
            States.of("a").limit(CALLS, 77, 100).alert(CALLS, Severity.ESCALATION),
            "escalation"),
        arguments(
            "used up",
            States.of("a").limit(CALLS, 120, 100).alert(CALLS, Severity.EXHAUSTED),
            "exhausted"),
        arguments("vanished", States.of("a").vanished(CALLS, 10, 100), "unknown"),
        arguments(
            "vanished with an open alert",
            States.of("a").vanished(CALLS, 90, 100).alert(CALLS, Severity.ESCALATION),
            "unknown"),
        arguments(
            "of an org that gave no reading",
            States.of("a").limit(CALLS, 10, 100).problem(FailureKind.TIMEOUT),
            "unknown"),
        arguments("of max 0", States.of("a").limit(CALLS, 0, 0), "not-provisioned"),
        arguments("of max 0, something used", States.of("a").limit(CALLS, 4, 0), "not-provisioned"),
        arguments("without a cap", States.of("a").limit(CALLS, 5, Reading.UNLIMITED), "no-cap"),
        arguments(
            "refused as used up before it ever had numbers",
            States.of("a").alert(CALLS, Severity.EXHAUSTED).problem(null),
            "exhausted"));
  }

  @ParameterizedTest(name = "a limit {0} is {2}")
  @MethodSource("limits")
  void everyLimitHasOneStatus(String how, States states, String word) {
    assertThat(limitsOf(states.state()))
        .singleElement()
        .extracting(v -> v.status().word())
        .isEqualTo(word);
  }

  static Stream<Arguments> orgs() {
    return Stream.of(
        arguments("with every limit below its levels", States.of("a").limit(CALLS, 1, 100), "ok"),
        arguments(
            "with two alerts",
            States.of("a")
                .limit(CALLS, 65, 100)
                .limit("DataStorageMB", 90, 100)
                .alert(CALLS, Severity.ATTENTION)
                .alert("DataStorageMB", Severity.ESCALATION),
            "escalation"),
        arguments(
            "that failed its last slot, with an open alert",
            States.of("a")
                .vanished(CALLS, 90, 100)
                .alert(CALLS, Severity.ESCALATION)
                .problem(FailureKind.AUTH),
            "unknown"),
        arguments(
            "that failed two slots in a row",
            States.of("a")
                .vanished(CALLS, 90, 100)
                .problem(FailureKind.AUTH)
                .problem(FailureKind.AUTH),
            "not-reporting"),
        arguments(
            "that refused the call as used up",
            States.of("a")
                .limit(CALLS, 100, 100)
                .vanished("DataStorageMB", 1, 100)
                .alert(CALLS, Severity.EXHAUSTED)
                .problem(null),
            "exhausted"),
        arguments(
            "of which one limit vanished",
            States.of("a").limit(CALLS, 1, 100).vanished("DataStorageMB", 1, 100),
            "ok"),
        arguments(
            "of which a limit vanished with its alert open",
            States.of("a")
                .limit(CALLS, 1, 100)
                .vanished("DataStorageMB", 70, 100)
                .alert("DataStorageMB", Severity.ATTENTION),
            "attention"),
        arguments("whose only alert is advice", States.of("a").limit(CALLS, 1, 100).advice(), "ok"),
        arguments("that showed no limit at all", States.of("a"), "unknown"));
  }

  @ParameterizedTest(name = "an org {0} is {2}")
  @MethodSource("orgs")
  void everyOrgHasOneStatus(String how, States states, String word) {
    assertThat(view(states.state()).status().word()).isEqualTo(word);
  }

  @Test
  void orgThatWasNeverReadIsUnknownAndSaysWhenItWillBe() {
    OrgView view = view(OrgState.neverRead(new OrgId("a")));

    assertThat(view.status()).isEqualTo(Status.UNKNOWN);
    assertThat(view.worst()).isNull();
    assertThat(requireNonNull(view.problem()).text())
        .isEqualTo(
            "Not read yet: the first reading is due within 5 minutes. If this persists, check"
                + " whether polling runs.");
  }

  @Test
  void worstIsTheCurrentLimitOfTheHighestPercentage() {
    OrgState state =
        States.of("a")
            .limit(CALLS, 1, 3)
            .limit("DataStorageMB", 1, 4)
            .limit("Off", 9, 0)
            .limit("Boundless", 900, Reading.UNLIMITED)
            .vanished("Gone", 99, 100)
            .state();

    assertThat(view(state).worst()).isEqualTo(new OrgView.Worst(new LimitName(CALLS), 100.0 / 3));
  }

  @Test
  void unreadOrgHasNoWorstAndNoNumbersButKeepsTheLastKnownOnes() {
    OrgState state = States.of("a").limit(CALLS, 30, 100).problem(FailureKind.UNREACHABLE).state();

    OrgView view = view(state);
    assertThat(view.worst()).isNull();
    assertThat(view.problem()).isEqualTo(new OrgView.Problem("it did not answer", "Look at it"));
    assertThat(limitsOf(state))
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.reading()).isNull();
              assertThat(limit.usedPercent()).isNull();
              assertThat(limit.lastKnown()).isEqualTo(Reading.ofUsed(30, 100));
            });
  }

  @Test
  void problemIsNullOnlyAfterAWholeReading() {
    OrgState whole = States.of("a").limit(CALLS, 30, 100).state();
    OrgState part = States.of("a").limit(CALLS, 100, 100).problem(null).state();

    assertThat(view(whole).problem()).isNull();
    assertThat(view(part).problem()).isNotNull();
  }

  @Test
  void fleetIsSortedWorstFirstAndUnknownComesBeforeAttention() {
    Map<OrgId, OrgState> states =
        Stream.of(
                States.of("fine").limit(CALLS, 50, 100),
                States.of("finer").limit(CALLS, 10, 100),
                States.of("worse").limit(CALLS, 95, 100).alert(CALLS, Severity.ESCALATION),
                States.of("bad").limit(CALLS, 85, 100).alert(CALLS, Severity.ESCALATION),
                States.of("gone").limit(CALLS, 100, 100).alert(CALLS, Severity.EXHAUSTED),
                States.of("dark").limit(CALLS, 1, 100).problem(FailureKind.TIMEOUT),
                States.of("busy").limit(CALLS, 65, 100).alert(CALLS, Severity.ATTENTION))
            .map(States::state)
            .collect(Collectors.toMap(OrgState::org, Function.identity()));
    List<Org> orgs = states.keySet().stream().map(id -> States.org(id.value())).toList();

    FleetView fleet =
        FleetView.of(
            orgs,
            org ->
                OrgView.of(
                    org,
                    states.getOrDefault(org.id(), OrgState.neverRead(org.id())),
                    Freshness.FRESH,
                    States.SLOT));

    assertThat(fleet.orgs())
        .extracting(v -> v.org().id().value())
        .containsExactly("gone", "worse", "bad", "dark", "busy", "fine", "finer");
    assertThat(fleet.counts())
        .containsExactly(
            Map.entry(Status.EXHAUSTED, 1),
            Map.entry(Status.ESCALATION, 2),
            Map.entry(Status.NOT_REPORTING, 0),
            Map.entry(Status.UNKNOWN, 1),
            Map.entry(Status.ATTENTION, 1),
            Map.entry(Status.OK, 2));
  }

  @Test
  void limitsAreSortedWorstFirstWithTheirOwnLevels() {
    OrgState state =
        States.of("a")
            .limit("Off", 0, 0)
            .limit(CALLS, 20, 100)
            .limit("DataStorageMB", 65, 100)
            .alert("DataStorageMB", Severity.ATTENTION)
            .limit("FileStorageMB", 40, 100)
            .state();
    Levels tight = new Levels(30, 50, 2);
    Policies policies =
        new Policies(List.of(new Policy(List.of("File*"), Map.of(), null, tight)), List.of());

    List<LimitView> limits =
        OrgView.limits(States.org("a"), state, Freshness.FRESH, policies, States.PLAIN_NAMES);

    assertThat(limits)
        .extracting(v -> v.info().name().value())
        .containsExactly("DataStorageMB", "FileStorageMB", CALLS, "Off");
    assertThat(limits)
        .extracting(LimitView::levels)
        .containsExactly(Levels.DEFAULT, tight, Levels.DEFAULT, Levels.DEFAULT);
  }

  @Test
  void openAlertsComeFirstAndWorstFirstAmongThem() {
    Instant slot = States.SLOT;
    List<AlertRecord> alerts =
        List.of(
            alert("resolved", Severity.EXHAUSTED, slot.plusSeconds(900), slot.plusSeconds(900)),
            alert("newer", Severity.ATTENTION, slot.plusSeconds(600), null),
            alert("older", Severity.ATTENTION, slot, null),
            alert("worst", Severity.ESCALATION, slot, null));

    assertThat(AlertView.worstFirst(alerts))
        .extracting(v -> v.org().value() + " " + v.status())
        .containsExactly("worst open", "newer open", "older open", "resolved resolved");
  }

  @Test
  void aPausedOrgShowsUntilWhenByWhomWhyAndHowToEndIt() {
    OrgState state = States.of("a").state();
    Instant until = States.SLOT.plusSeconds(7200);
    Restraint paused =
        state.upkeep().restraint().paused(new Pause(States.SLOT, until, "ann", "it is migrated"));

    OrgView view = view(state.remembering(state.upkeep().with(paused)));

    assertThat(view.status()).isEqualTo(Status.UNKNOWN);
    assertThat(Objects.requireNonNull(view.problem()).reason())
        .isEqualTo("Paused until 2026-11-25T12:05:00Z by ann: it is migrated");
    assertThat(view.problem().remedy())
        .isEqualTo("Nothing: reading resumes then. To end the pause now, run manage resume a");
  }

  private static AlertRecord alert(
      String org, Severity severity, Instant updated, @Nullable Instant resolved) {
    return new AlertRecord(
        AlertKey.usage(new OrgId(org), new LimitName(CALLS)),
        new Episode(States.SLOT, severity, Reason.THRESHOLD, updated, resolved));
  }

  private static OrgView view(OrgState state) {
    return OrgView.of(States.org("a"), state, Freshness.FRESH, States.SLOT);
  }

  private static List<LimitView> limitsOf(OrgState state) {
    return OrgView.limits(
        States.org("a"), state, Freshness.FRESH, Policies.NONE, States.PLAIN_NAMES);
  }
}
