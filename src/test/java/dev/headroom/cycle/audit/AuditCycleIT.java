package dev.headroom.cycle.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.Looks;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.Posture;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.ToldNames;
import dev.headroom.alert.Transition;
import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.Settings;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditCycleIT {
  private static final Org ORG = PollPorts.org("acme-prod");
  private static final Instant DAY = Looks.NOW;

  private final TestDynamoDb db = TestDynamoDb.create();
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<Transition> told = new ArrayList<>();
  private final List<Instant> forgotten = new ArrayList<>();
  private final Budget budget = new Budget();
  private AccessPolicy policy = AccessPolicy.DEFAULT;
  private Looks looks = new Looks();
  private int asked;
  private int callsOfLook = 14;
  private boolean breaksOff;

  private DynamoDbPostures postures() {
    return new DynamoDbPostures(
        db.client(), db.tables(), new IpAddressNotation(), () -> DAY, Duration.ofDays(90));
  }

  private ToldNames forgetting() {
    return new ToldNames() {
      @Override
      public int forget(OrgId org, Instant now) {
        forgotten.add(now);
        return 0;
      }

      @Override
      public int erase(OrgId org, String user, Set<String> integrations) {
        throw new UnsupportedOperationException("an audit erases nobody");
      }
    };
  }

  /** States that tell what is committed, and fail where a run breaks off. */
  private AlertStates committing() {
    return new AlertStates() {
      @Override
      public OrgState read(OrgId org) {
        return states.read(org);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> transitions) {
        if (breaksOff) {
          throw new IllegalStateException("the function was ended");
        }
        told.addAll(transitions);
        return states.commit(next, transitions);
      }
    };
  }

  private AuditReport audit(int day) {
    Settings settings =
        new Settings(
            1,
            List.of(),
            Map.of(),
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(policy));
    told.clear();
    Instant at = DAY.plus(Duration.ofDays(day));
    return new AuditCycle(
            new AuditCycle.Stores(
                PollPorts.directory(List.of(ORG)),
                PollPorts.fleetWith(settings),
                committing(),
                postures(),
                forgetting()),
            (org, request, logins, spending) -> {
              asked++;
              for (int i = 0; i < callsOfLook; i++) {
                if (!spending.take()) {
                  return new LookOutcome.Seen(looks.at(at).unread(Part.EVENT_LOG).look(), i);
                }
              }
              return new LookOutcome.Seen(looks.at(request.at()).look(), callsOfLook);
            },
            new AuditCycle.Spending(budget, (org, when) -> LoginBudget.NONE),
            new SlotObservers(List.of()))
        .audit(new OrgJobMessage(ORG.id(), at));
  }

  private static Looks users(int count) {
    Looks looks = new Looks();
    for (int n = 0; n < count; n++) {
      looks.holder("u%d@acme.example".formatted(n), true, Looks.profile());
    }
    return looks;
  }

  private List<AlertRecord> open() {
    return states.open();
  }

  @Test
  void theFirstAuditListsEverythingAndTellsNothing() {
    looks = users(3);
    assertThat(audit(0)).isEqualTo(new AuditReport.Done(ORG.id(), 3, 0, 0, 14));
    assertThat(told).isEmpty();
    Posture kept = postures().newest(ORG.id(), java.time.LocalDate.of(2026, 11, 20)).orElseThrow();
    assertThat(kept.takenAt()).isEqualTo(DAY);
    assertThat(kept.findings()).hasSize(3);
  }

  @Test
  void everyAuditForgetsTheNamesThatWereToldLongAgo() {
    audit(0);
    audit(1);
    assertThat(forgotten).containsExactly(DAY, DAY.plus(Duration.ofDays(1)));
    budget.left = 0;
    assertThat(audit(2)).isInstanceOf(AuditReport.Waits.class);
    assertThat(forgotten).hasSize(3);
  }

  @Test
  void accessThatAProfileWidenedIsOneMessageWithItsUsers() {
    audit(0);
    looks = users(214);
    audit(1);
    assertThat(told).hasSize(1);
    Transition.Opened opened = (Transition.Opened) told.getFirst();
    assertThat(opened.key().rule()).isEqualTo(Rule.ACCESS);
    assertThat(opened.key().subject().kind()).isEqualTo("finding");
    assertThat(opened.key().subject().id()).startsWith("apiUserNotAllowed:005");
    assertThat(opened.episode().severity()).isEqualTo(Severity.ATTENTION);
    Evidence.Finding evidence = (Evidence.Finding) opened.evidence();
    assertThat(evidence.title()).isEqualTo("profile Integration got API Enabled: 214 users");
    assertThat(evidence.facts()).containsEntry("count", 214).containsEntry("more", 164);
    assertThat((List<?>) evidence.facts().get("findings")).hasSize(50);
  }

  @Test
  void newFindingsOfOneKindAreOneMessageThatNamesThem() {
    looks = users(1);
    audit(0);
    looks = users(3);
    audit(1);
    assertThat(told).hasSize(1);
    assertThat(((Evidence.Finding) told.getFirst().evidence()).title())
        .isEqualTo(
            "2 users may use the API, but no rule allows it: u1@acme.example, u2@acme.example");
    audit(2);
    assertThat(told).isEmpty();
    looks = users(1);
    audit(3);
    assertThat(told.getFirst()).isInstanceOf(Transition.Resolved.class);
    assertThat(((Evidence.Finding) told.getFirst().evidence()).title())
        .isEqualTo("2 users may use the API, but no rule allows it; no longer so");
    assertThat(open()).isEmpty();
  }

  @Test
  void anotherRuleIsABaseline() {
    looks = users(1);
    audit(0);
    policy =
        new AccessPolicy(
            AccessPolicy.DEFAULT.match(),
            new AccessRule(List.of(AllowRule.parse("user:svc-*").orElseThrow()), List.of()),
            AccessPolicy.DEFAULT_ALERT);
    looks = users(5);
    audit(1);
    assertThat(told).isEmpty();
    looks = users(6);
    audit(2);
    assertThat(told).hasSize(1);
  }

  @Test
  void anAuditThatWasDoneAsksNothingAgain() {
    looks = users(2);
    audit(1);
    assertThat(audit(1)).isEqualTo(new AuditReport.Past(ORG.id()));
    assertThat(audit(0)).isEqualTo(new AuditReport.Past(ORG.id()));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aRunThatBrokeOffIsEndedWithoutAskingTheOrgAgain() {
    audit(0);
    looks = users(2);
    breaksOff = true;
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> audit(1))
        .hasMessage("the function was ended");
    breaksOff = false;
    assertThat(audit(1)).isEqualTo(new AuditReport.Done(ORG.id(), 2, 0, 1, 0));
    assertThat(told).hasSize(1);
    assertThat(asked).isEqualTo(2);
    assertThat(open()).hasSize(1);
  }

  @Test
  void unusedCallsAreGivenBack() {
    looks = users(1);
    audit(0);
    assertThat(budget.spent).isEqualTo(14);
    callsOfLook = 31;
    audit(1);
    assertThat(budget.spent).isEqualTo(14 + 31);
  }

  @Test
  void anOrgWithoutCallsLeftIsNotAskedAndKeepsItsPosture() {
    looks = users(1);
    audit(0);
    budget.left = 24;
    assertThat(audit(1)).isInstanceOf(AuditReport.Waits.class);
    assertThat(asked).isEqualTo(1);
    assertThat(budget.left).isEqualTo(24);
    budget.left = 27;
    callsOfLook = 31;
    assertThat(audit(1)).isInstanceOf(AuditReport.Waits.class);
    assertThat(
            postures()
                .newest(ORG.id(), java.time.LocalDate.of(2026, 11, 30))
                .orElseThrow()
                .takenAt())
        .isEqualTo(DAY);
  }

  @Test
  void anotherOrgUnderTheSameAddressIsABaseline() {
    looks = users(1);
    audit(0);
    looks = users(2);
    audit(1);
    assertThat(open()).hasSize(1);
    looks = users(40).org("00D000000000009EAA");
    audit(2);
    assertThat(told).isEmpty();
    looks = new Looks().org("00D000000000009EAA").holder("a@b.example", true);
    audit(3);
    assertThat(open()).isEmpty();
  }

  @Test
  void anAlertIsClosedAfterItsRecordsAreErased() {
    audit(0);
    looks = users(2);
    audit(1);
    postures().erase(ORG.id());
    audit(2);
    assertThat(told).hasSize(1);
    assertThat(open()).isEmpty();
  }

  @Test
  void anAppsOwnPermissionSetIsNamedAsWhatWidenedAccess() {
    looks = users(1);
    audit(0);
    looks =
        users(1)
            .holder("x@acme.example", true, Looks.grant(PathKind.PERMISSION_SET, "Data_Loader"))
            .holder("y@acme.example", true, Looks.grant(PathKind.PERMISSION_SET, "Data_Loader"));
    audit(1);
    assertThat(((Evidence.Finding) told.getFirst().evidence()).title())
        .isEqualTo("permission set Data_Loader got API Enabled: 2 users");
  }

  @Test
  void anOrgThatIsNotInTheFleetIsSkipped() {
    assertThat(
            new AuditCycle(
                    new AuditCycle.Stores(
                        PollPorts.directory(List.of()),
                        PollPorts.fleet(List.of()),
                        states,
                        postures(),
                        forgetting()),
                    (org, request, logins, spending) -> {
                      throw new IllegalStateException("asked");
                    },
                    new AuditCycle.Spending(budget, (org, when) -> LoginBudget.NONE),
                    new SlotObservers(List.of()))
                .audit(new OrgJobMessage(ORG.id(), DAY)))
        .isEqualTo(new AuditReport.NotInFleet(ORG.id()));
  }

  /** A budget that a test sets. */
  private static final class Budget implements OwnCalls {
    private int left = 1_000;
    private int spent;

    @Override
    public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
      int granted = Math.min(wanted, left);
      left -= granted;
      spent += granted;
      return granted == 0 ? new Answer.Wait("no calls are left") : new Answer.Granted(granted);
    }

    @Override
    public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
      left += calls;
      spent -= calls;
    }
  }
}
