package dev.headroom.access;

import static dev.headroom.access.Looks.NOW;
import static dev.headroom.access.Looks.grant;
import static dev.headroom.access.Looks.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Holder.Grant;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditTest {
  private static final String SET = "API_Access";

  static Stream<Arguments> grants() {
    Grant set = grant(PathKind.PERMISSION_SET, SET);
    PathKind group = PathKind.PERMISSION_SET_GROUP;
    return Stream.of(
        Arguments.of("a set in force", set, PathState.ACTIVE, Effective.YES),
        Arguments.of(
            "a set whose assignment ends this second",
            new Grant(PathKind.PERMISSION_SET, SET, true, false, false, false, false, false, NOW),
            PathState.EXPIRED,
            Effective.NO),
        Arguments.of(
            "a set that ends later",
            new Grant(
                PathKind.PERMISSION_SET,
                SET,
                true,
                false,
                false,
                false,
                false,
                false,
                NOW.plusSeconds(1)),
            PathState.ACTIVE,
            Effective.YES),
        Arguments.of(
            "a set that needs activation",
            new Grant(PathKind.PERMISSION_SET, SET, true, false, false, false, false, true, null),
            PathState.NEEDS_ACTIVATION,
            Effective.ON_ACTIVATION),
        Arguments.of(
            "an outdated group that grants as last calculated",
            new Grant(group, SET, true, false, false, true, false, false, null),
            PathState.STALE,
            Effective.YES),
        Arguments.of(
            "an outdated group that will grant",
            new Grant(group, SET, false, false, false, true, true, false, null),
            PathState.PENDING,
            Effective.UNKNOWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("grants")
  void aPathIsJudgedByItsCurrentState(
      String what, Grant grant, PathState state, Effective effective) {
    ApiUser user = user(new Looks().holder("a@acme.example", true, grant), AccessRule.NONE);
    assertThat(user.via()).extracting(ApiUser.Via::state).containsExactly(state);
    assertThat(user.effective()).isEqualTo(effective);
  }

  @Test
  void aGroupThatNeverGrantsAccessIsNotAPath() {
    Grant none =
        new Grant(
            PathKind.PERMISSION_SET_GROUP, SET, false, false, false, true, false, false, null);
    Looks looks = new Looks().holder("a@acme.example", true, none);
    assertThat(Audit.judge(looks.look(), AccessRule.NONE).apiUsers()).isEmpty();
  }

  @Test
  void whoIsInactiveOrFrozenIsBlockedAndNotFoundFaultWith() {
    Looks looks = new Looks().holder("a@acme.example", false, profile());
    looks.frozen.add(SalesforceId.key(looks.holders.getFirst().id()));
    Posture posture = Audit.judge(looks.look(), AccessRule.NONE);
    assertThat(posture.apiUsers().getFirst().blockedBy()).containsExactly("inactive", "frozen");
    assertThat(posture.apiUsers().getFirst().allowed()).isNull();
    assertThat(posture.findings()).isEmpty();
  }

  @Test
  void theFirstRuleThatFitsAllowsAndCaseDoesNotCount() {
    Looks looks =
        new Looks()
            .holder(
                "SVC-erp@acme.example",
                true,
                profile(),
                grant(PathKind.PERMISSION_SET, "API_Access"));
    ApiUser user = user(looks, rule("apiOnly", "permissionSet:api_*", "user:svc-???@*"));
    assertThat(user.allowedBy()).isEqualTo("permissionSet:api_*");
    assertThat(user(looks, rule("profile:Sales", "user:svc-*")).allowedBy())
        .isEqualTo("user:svc-*");
  }

  @Test
  void aPathThatDoesNotCountAllowsNoOne() {
    Grant expired =
        new Grant(
            PathKind.PERMISSION_SET,
            SET,
            true,
            false,
            false,
            false,
            false,
            false,
            NOW.minusSeconds(1));
    Looks looks = new Looks().holder("a@acme.example", true, profile(), expired);
    ApiUser user = user(looks, rule("permissionSet:" + SET));
    assertThat(user.allowed()).isFalse();
    assertThat(user.finding()).startsWith("apiUserNotAllowed:");
  }

  @Test
  void anAcceptedFindingSaysByWhomUntilItsLastDayIsOver() {
    Looks looks = new Looks().holder("a@acme.example", true, profile());
    String id = "apiUserNotAllowed:" + looks.holders.getFirst().id();
    LocalDate today = LocalDate.of(2026, 11, 20);
    for (LocalDate until : List.of(today.minusDays(1), today)) {
      AccessRule rule =
          new AccessRule(List.of(), List.of(new Acceptance(id, "a migration", "erp-team", until)));
      Finding finding = Audit.judge(looks.look(), rule).findings().getFirst();
      assertThat(finding.id()).isEqualTo(id);
      assertThat(finding.accepted() != null).isEqualTo(until.equals(today));
    }
  }

  @Test
  void theUnreadableIsNotJudged() {
    Looks looks = new Looks().app(IpRelaxation.ENFORCE).call("203.0.113.1", 3);
    assertThat(kinds(looks)).containsExactly("appOverScoped");
    assertThat(kinds(looks.unread(Part.LOGIN_HISTORY))).isEmpty();
  }

  @Test
  void aRefreshNeedsTheScopeForIt() {
    Looks looks = new Looks().app(IpRelaxation.ENFORCE).call("203.0.113.1", 3);
    assertThat(finding(looks, FindingKind.APP_OVER_SCOPED).evidence())
        .containsEntry("excess", List.of("refresh_token"));
    looks.login("203.0.113.1", "OauthRefreshToken", 1);
    assertThat(kinds(looks)).isEmpty();
  }

  @Test
  void tokensBelongToAnAppByIdWhateverItsName() {
    Looks looks = new Looks().app(IpRelaxation.ENFORCE);
    String key = SalesforceId.key(Looks.APP_ID);
    looks.tokens.add(
        new Tokens(key, "Another", 2, 1, Set.of("005000000000001"), Set.of(), NOW.minusSeconds(5)));
    looks.tokens.add(
        new Tokens(
            null, Looks.APP, 1, 1, Set.of("005000000000002"), Set.of("gone@acme.example"), null));
    Posture posture = Audit.judge(looks.look(), AccessRule.NONE);
    assertThat(posture.apps())
        .extracting(AppPosture::kind, AppPosture::tokens)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("connectedApp", 2),
            org.assertj.core.api.Assertions.tuple("uninstalled", 1));
    assertThat(posture.findings())
        .extracting(Finding::id)
        .containsExactly(
            "appNotInstalled:name:" + Looks.APP, "tokenOfInactiveUser:name:" + Looks.APP);
  }

  @Test
  void anIntegrationWhoseProfileHasNoRangesIsFound() {
    Looks looks = new Looks().ranges().holder(Looks.ERP, true, profile());
    assertThat(Audit.judge(looks.look(), rule("user:svc-*")).findings())
        .extracting(f -> f.kind().word())
        .containsExactly("apiOnlyMissing", "integrationWithoutIpRange");
  }

  @Test
  void aRangeIsTooWideFromOneAddressMoreThanASixteenthOfBitsOn() {
    Looks looks = new Looks().ranges("10.0.0.0/16").holder(Looks.ERP, true, profile());
    assertThat(kinds(looks)).containsExactly("apiUserNotAllowed");
    looks.profiles.clear();
    looks.ranges("10.0.0.0/15", "2001:db8::/47", "2001:db8:1::/48");
    assertThat(finding(looks, FindingKind.IP_RANGE_TOO_WIDE).evidence())
        .containsEntry(
            "ranges",
            List.of("10.0.0.0-10.1.255.255", "2001:db8::-2001:db8:1:ffff:ffff:ffff:ffff:ffff"));
  }

  @Test
  void aLoginLongAgoIsDormant() {
    Looks looks = new Looks();
    Holder holder =
        new Holder(
            Looks.ERP_ID,
            Looks.ERP,
            Looks.PROFILE_ID,
            Looks.PROFILE,
            true,
            NOW.minus(Duration.ofDays(90)).minusSeconds(1),
            List.of(profile()));
    looks.holders.add(holder);
    assertThat(Audit.judge(looks.look(), rule("profile:*")).findings())
        .extracting(f -> f.kind().word())
        .containsExactly("apiUserDormant");
  }

  private static AccessRule rule(String... allow) {
    return new AccessRule(
        Stream.of(allow).map(a -> AllowRule.parse(a).orElseThrow()).toList(), List.of());
  }

  private static ApiUser user(Looks looks, AccessRule rule) {
    return Audit.judge(looks.look(), rule).apiUsers().getFirst();
  }

  private static List<String> kinds(Looks looks) {
    return Audit.judge(looks.look(), AccessRule.NONE).findings().stream()
        .map(f -> f.kind().word())
        .toList();
  }

  private static Finding finding(Looks looks, FindingKind kind) {
    return Audit.judge(looks.look(), AccessRule.NONE).findings().stream()
        .filter(f -> f.kind() == kind)
        .findFirst()
        .orElseThrow();
  }
}
