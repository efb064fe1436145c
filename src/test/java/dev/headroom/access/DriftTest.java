package dev.headroom.access;

import static dev.headroom.access.Looks.grant;
import static dev.headroom.access.Looks.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftTest {
  @Test
  void nothingUnchangedIsReported() {
    assertThat(changes(whole(), whole())).isEmpty();
  }

  @Test
  void aNewPathOfAUserIsReported() {
    Looks after = whole();
    after.holders.clear();
    after.holder(Looks.ERP, true, profile(), grant(PathKind.PERMISSION_SET_GROUP, "Bundle"));
    assertThat(changes(whole(), after))
        .singleElement()
        .satisfies(c -> assertThat(c.kind()).isEqualTo("apiPath"))
        .satisfies(c -> assertThat(c.after()).isEqualTo("permissionSetGroup:Bundle"));
  }

  @Test
  void aChangedRelaxationIsReported() {
    Looks after = whole();
    after.apps.clear();
    after.app(IpRelaxation.BYPASS);
    assertThat(changes(whole(), after))
        .extracting(Change::kind, Change::before, Change::after)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("appIpRelaxation", "enforce", "bypass"));
  }

  /** Each part is taken away with all that it holds: it was only not seen. */
  @ParameterizedTest
  @EnumSource(Part.class)
  void whatCouldNotBeReadHasNotGone(Part part) {
    Looks after = whole();
    blind(after, part);
    assertThat(changes(whole(), after)).isEmpty();
    assertThat(changes(after, whole())).isEmpty();
  }

  @Test
  void whoMayBeFrozenUnseenIsNotToldOf() {
    Looks before = whole();
    before.frozen.add(SalesforceId.key(before.holders.getFirst().id()));
    Looks after = whole().unread(Part.FROZEN_USERS);
    assertThat(changes(before, after)).isEmpty();
    assertThat(changes(before, whole()))
        .extracting(Change::kind, Change::how)
        .containsExactly(org.assertj.core.api.Assertions.tuple("apiUser", "added"));
  }

  private static Looks whole() {
    Looks looks =
        new Looks()
            .holder(Looks.ERP, true, profile())
            .app(IpRelaxation.ENFORCE)
            .ranges("203.0.113.0/24");
    looks.tokens.add(
        new Tokens(null, "Postman", 1, 1, java.util.Set.of(), java.util.Set.of(), null));
    return looks;
  }

  private static void blind(Looks looks, Part part) {
    looks.unread(part);
    switch (part) {
      case API_USERS -> looks.holders.clear();
      case FROZEN_USERS -> looks.frozen.clear();
      case LOGIN_HISTORY -> looks.logins.clear();
      case TOKENS -> looks.tokens.clear();
      case APPS -> looks.apps.clear();
      case EXTERNAL_CLIENT_APPS -> {}
      case APP_METADATA -> {
        App app = looks.apps.removeFirst();
        looks.apps.add(
            new App(
                app.id(),
                app.name(),
                app.otherName(),
                app.kind(),
                null,
                app.policy(),
                null,
                null,
                null,
                app.approvedFor()));
      }
      case ORG_SETTINGS -> looks.settings = OrgSettings.UNREAD;
      case PROFILE_IP_RANGES -> looks.profiles.clear();
      case APP_APPROVALS -> {
        App app = looks.apps.removeFirst();
        looks.apps.add(
            new App(
                app.id(),
                app.name(),
                app.otherName(),
                app.kind(),
                app.scopes(),
                app.policy(),
                app.relaxation(),
                app.refreshTokenPolicy(),
                app.ranges(),
                null));
      }
      case EVENT_LOG -> looks.calls.clear();
    }
  }

  private static List<Change> changes(Looks before, Looks after) {
    return Drift.between(
        Audit.judge(before.look(), AccessRule.NONE), Audit.judge(after.look(), AccessRule.NONE));
  }
}
