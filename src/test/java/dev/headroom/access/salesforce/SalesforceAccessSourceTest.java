package dev.headroom.access.salesforce;

import static dev.headroom.access.salesforce.CannedOrg.error;
import static dev.headroom.access.salesforce.CannedOrg.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.access.AccessRule;
import dev.headroom.access.App;
import dev.headroom.access.Audit;
import dev.headroom.access.Drift;
import dev.headroom.access.Gap;
import dev.headroom.access.IpRelaxation;
import dev.headroom.access.Look;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.Tokens;
import dev.headroom.http.HttpOutcome;
import dev.headroom.limits.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SalesforceAccessSourceTest {
  /** The parts that cannot be known without a step. */
  private static final Map<String, Set<Part>> LOST =
      Map.ofEntries(
          Map.entry("UserPermissionAccess", Set.of(Part.LOGIN_HISTORY, Part.TOKENS)),
          Map.entry("PermissionSet", Set.of(Part.API_USERS)),
          Map.entry("PermissionSetAssignment", Set.of(Part.API_USERS)),
          Map.entry("UserLogin", Set.of(Part.FROZEN_USERS)),
          Map.entry("ConnectedApplication", Set.of(Part.APPS)),
          Map.entry("ExternalClientApplication", Set.of(Part.EXTERNAL_CLIENT_APPS)),
          Map.entry("ExtlClntAppOauthPlcyCnfg", Set.of(Part.EXTERNAL_CLIENT_APPS)),
          Map.entry("ExtlClntAppOauthSettings", Set.of(Part.EXTERNAL_CLIENT_APPS)),
          Map.entry("listMetadata", Set.of(Part.APP_METADATA)),
          Map.entry("ConnectedApp", Set.of(Part.APP_METADATA)),
          Map.entry("SetupEntityAccess", Set.of(Part.APP_APPROVALS)),
          Map.entry("OauthToken", Set.of(Part.TOKENS)),
          Map.entry("LoginHistory", Set.of(Part.LOGIN_HISTORY)),
          Map.entry("EventLogFile", Set.of(Part.EVENT_LOG)),
          Map.entry("LogFile", Set.of(Part.EVENT_LOG)),
          Map.entry("SecuritySettings", Set.of(Part.ORG_SETTINGS)),
          Map.entry("ConnectedAppSettings", Set.of(Part.ORG_SETTINGS)),
          Map.entry("User", Set.of(Part.LOGIN_HISTORY)),
          Map.entry("Profile", Set.of(Part.PROFILE_IP_RANGES)));

  private static final Map<String, HttpOutcome> FAULTS =
      Map.ofEntries(
          Map.entry("too many long calls", error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentX")),
          Map.entry("refused", error(403, "INSUFFICIENT_ACCESS", "insufficient access rights")),
          Map.entry("hidden", error(400, "INVALID_TYPE", "sObject type is not supported")),
          Map.entry("gone", error(404, "NOT_FOUND", "The requested resource does not exist")),
          Map.entry("a server fault", error(500, "UNKNOWN_EXCEPTION", "An error occurred")),
          Map.entry("a time-out of the query", error(400, "QUERY_TIMEOUT", "too long")),
          Map.entry("maintenance", reply(503, "<html><h1>Sorry</h1></html>")),
          Map.entry("an empty error", reply(502, "")),
          Map.entry("an empty answer", reply(200, "")),
          Map.entry("a page in place of an answer", reply(200, "<html>log in</html>")),
          Map.entry("half an answer", new HttpOutcome.Broken("it ended early")),
          Map.entry("no answer in time", new HttpOutcome.TimedOut("too slow", true)),
          Map.entry("too much", new HttpOutcome.TooLarge("more than it may have")),
          Map.entry("a SOAP fault", reply(500, Canned.fault("UNKNOWN_EXCEPTION", "odd"))));

  static Stream<Arguments> faultsAtEveryStep() {
    List<Arguments> all = new ArrayList<>();
    for (String step : CannedOrg.STEPS) {
      FAULTS.forEach((name, fault) -> all.add(Arguments.of(step, name, fault)));
    }
    return all.stream();
  }

  @Test
  void aWholeLookSeesEverythingInFewCalls() {
    CannedOrg org = new CannedOrg();
    LookOutcome.Seen seen = seen(org);
    Look look = seen.look();
    assertThat(look.gaps()).isEmpty();
    assertThat(org.read).containsExactlyElementsOf(CannedOrg.STEPS);
    assertThat(seen.calls()).isEqualTo(CannedOrg.STEPS.size());
    assertThat(look.orgId()).isEqualTo("00D000000000001AAA".replace("AAA", "EAA"));
    assertThat(look.apps())
        .extracting(App::name, App::policy, App::relaxation, App::refreshTokenPolicy)
        .containsExactly(
            tuple("Billing", "adminApproved", IpRelaxation.ENFORCE, "inactivity:7:DAYS"),
            tuple("ERP", "selfAuthorized", IpRelaxation.BYPASS, "lifetime:30:DAYS"));
    assertThat(look.apps().getLast().scopes()).containsExactly("api", "id");
    assertThat(look.tokens())
        .extracting(Tokens::count, Tokens::idleOwners)
        .containsExactlyInAnyOrder(tuple(2, Set.of()), tuple(1, Set.of("ice@acme.example")));
    assertThat(look.logins())
        .hasEntrySatisfying(90, logins -> assertThat(logins.total()).isEqualTo(43));
    assertThat(look.calls()).hasSize(2).allMatch(c -> c.count() == 1);
    assertThat(look.profiles().getFirst().ranges()).hasSize(1);
    assertThat(look.person("005000000000004").orElseThrow().username())
        .isEqualTo("old@acme.example");
  }

  @Test
  void noSecretColumnIsEverSelected() {
    CannedOrg org = new CannedOrg();
    org.fault("OauthToken", r -> error(400, "EXCEEDED_ID_LIMIT", "Aggregate query"));
    seen(org);
    seen(new CannedOrg());
    assertThat(org.queries)
        .isNotEmpty()
        .noneMatch(q -> q.matches("(?s).*(AccessToken|DeleteToken|RequestToken|FIELDS\\().*"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faultsAtEveryStep")
  void aFaultAtAnyStepIsAGapAndNothingCountsAsRemoved(String step, String name, HttpOutcome fault) {
    CannedOrg org = new CannedOrg();
    org.fault(step, r -> fault);
    Look look = seen(org).look();
    assertThat(look.unread()).containsAll(LOST.get(step));
    assertThat(look.gaps())
        .allSatisfy(g -> assertThat(g.reason()).isNotEmpty().doesNotContain("canary"));
    Posture before = Audit.judge(seen(new CannedOrg()).look(), AccessRule.NONE);
    Posture after = Audit.judge(look, AccessRule.NONE);
    assertThat(Drift.between(before, after)).isEmpty();
    assertThat(Drift.between(after, before)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UserLogin, ManageUsers",
    "ConnectedApplication, ViewSetup",
    "ExternalClientApplication, ViewExternalClientApps",
    "SetupEntityAccess, ViewSetup",
    "EventLogFile, ViewEventLogFiles"
  })
  void aHiddenObjectNamesThePermissionToAskFor(String step, String permission) {
    CannedOrg org = new CannedOrg();
    org.fault(step, r -> error(400, "INVALID_TYPE", "sObject type is not supported"));
    assertThat(seen(org).look().gaps()).extracting(Gap::permission).containsExactly(permission);
  }

  @Test
  void ownRowsAreNotReadWhereThePermissionIsMissing() {
    CannedOrg org = new CannedOrg().rows("UserPermissionAccess", "{}");
    Look look = seen(org).look();
    assertThat(look.gaps())
        .filteredOn(g -> g.part() == Part.LOGIN_HISTORY || g.part() == Part.TOKENS)
        .extracting(Gap::permission)
        .containsExactlyInAnyOrder("MonitorLoginHistory", "CustomizeApplication");
    assertThat(org.read).doesNotContain("LoginHistory", "OauthToken");
  }

  @Test
  void aPermissionThatIsLostSilentlyIsNoticedByTheRows() {
    CannedOrg org = new CannedOrg();
    AtomicInteger asked = new AtomicInteger();
    String lost = "{\"PermissionsViewSetup\": true}";
    String all = Canned.rows("UserPermissionAccess");
    org.fault("UserPermissionAccess", r -> page(asked.getAndIncrement() == 0 ? all : lost, true));
    org.rows("LoginHistory", "");
    Look look = seen(org).look();
    assertThat(asked).hasValue(2);
    assertThat(look.unread()).contains(Part.LOGIN_HISTORY);
  }

  @Test
  void aPermissionLostBetweenTwoPagesLeavesNoHalf() {
    CannedOrg org = new CannedOrg();
    AtomicInteger pages = new AtomicInteger();
    org.fault(
        "PermissionSetAssignment",
        r ->
            pages.getAndIncrement() == 0
                ? page(Canned.rows("PermissionSetAssignment"), false)
                : error(403, "INSUFFICIENT_ACCESS", "insufficient access rights"));
    Look look = seen(org).look();
    assertThat(look.holders()).isEmpty();
    assertThat(look.unread()).contains(Part.API_USERS);
  }

  @Test
  void theNewestReplyThatSaysHowManyCallsAreUsedIsKept() {
    CannedOrg org = new CannedOrg();
    org.fault("UserLogin", r -> saying("api-usage=100/15000", "UserLogin"));
    org.fault("OauthToken", r -> saying("api-usage=107/15000", "OauthToken"));
    org.fault("LoginHistory", r -> saying("per-app-api-usage=1/2(appName=x)", "LoginHistory"));
    assertThat(org.look().told()).isEqualTo(Reading.ofUsed(107, 15_000));
    assertThat(new CannedOrg().look().told()).isNull();
  }

  private static HttpOutcome saying(String info, String step) {
    HttpOutcome.Reply reply = (HttpOutcome.Reply) page(Canned.rows(step), true);
    return new HttpOutcome.Reply(200, Map.of("sforce-limit-info", List.of(info)), reply.body());
  }

  @Test
  void aFaultThatPassesCostsACallAndNothingElse() {
    CannedOrg org = new CannedOrg();
    AtomicInteger asked = new AtomicInteger();
    org.fault(
        "OauthToken",
        r ->
            asked.getAndIncrement() == 0
                ? error(503, "SERVER_UNAVAILABLE", "Server too busy")
                : page(Canned.rows("OauthToken"), true));
    LookOutcome.Seen seen = seen(org);
    assertThat(seen.look().gaps()).isEmpty();
    assertThat(seen.calls()).isEqualTo(CannedOrg.STEPS.size() + 1);
  }

  @Test
  void aSessionThatIsRefusedIsReplacedOnce() {
    CannedOrg org = new CannedOrg();
    org.logins = 2;
    AtomicInteger asked = new AtomicInteger();
    org.fault(
        "UserLogin",
        r ->
            asked.getAndIncrement() == 0
                ? error(401, "INVALID_SESSION_ID", "Session expired or invalid")
                : page("", true));
    assertThat(seen(org).look().gaps()).isEmpty();
  }

  @Test
  void anOrgOverItsLimitIsNotCalledFurther() {
    CannedOrg org = new CannedOrg();
    org.fault(
        "ConnectedApplication",
        r -> error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
    Look look = seen(org).look();
    assertThat(org.read.getLast()).isEqualTo("ConnectedApplication");
    assertThat(look.unread()).contains(Part.APPS, Part.TOKENS, Part.EVENT_LOG);
    assertThat(look.gaps()).extracting(Gap::reason).allMatch(r -> r.contains("TotalRequests"));
    assertThat(look.holders()).hasSize(2);
  }

  @Test
  void withoutASessionNothingIsSeen() {
    CannedOrg org = new CannedOrg();
    org.logins = 0;
    assertThat(org.look())
        .isEqualTo(new LookOutcome.Unseen("login of acme was refused", "Check the app.", 0));
  }

  @Test
  void whoMayReadNothingSeesNothing() {
    CannedOrg org = new CannedOrg();
    for (String step : CannedOrg.STEPS) {
      org.fault(step, r -> reply(503, "<html>maintenance</html>"));
    }
    assertThat(org.look()).isInstanceOf(LookOutcome.Unseen.class);
  }

  @Test
  void theOrgsOwnBudgetEndsALook() {
    AtomicInteger left = new AtomicInteger(4);
    CannedOrg org = new CannedOrg();
    LookOutcome outcome = org.look(() -> left.getAndDecrement() > 0);
    assertThat(outcome.calls()).isEqualTo(4);
    assertThat(org.read).hasSize(4);
  }

  @Test
  void moreLoginsThanOneAnswerHoldsAreReadInParts() {
    CannedOrg org = new CannedOrg();
    AtomicInteger asked = new AtomicInteger();
    org.fault(
        "LoginHistory",
        r ->
            asked.getAndIncrement() == 0
                ? error(400, "EXCEEDED_ID_LIMIT", "Aggregate query does not support queryMore()")
                : page(Canned.rows("LoginHistory"), true));
    Look look = seen(org).look();
    assertThat(look.gaps()).isEmpty();
    assertThat(org.queries)
        .anyMatch(q -> q.contains("FROM LoginHistory") && q.contains("LoginType IN ('Other"));
  }

  private static HttpOutcome page(String rows, boolean done) {
    String next = done ? "" : ", \"nextRecordsUrl\": \"/services/data/v67.0/query/01gABC-2000\"";
    return reply(200, "{\"done\": " + done + next + ", \"records\": [" + rows + "]}");
  }

  private static LookOutcome.Seen seen(CannedOrg org) {
    return switch (org.look()) {
      case LookOutcome.Seen seen -> seen;
      case LookOutcome.Unseen unseen -> throw new AssertionError(unseen.toString());
    };
  }
}
