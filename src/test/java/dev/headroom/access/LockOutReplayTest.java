package dev.headroom.access;

import static dev.headroom.access.Looks.answer;
import static dev.headroom.access.Looks.forUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.access.LockOut.Hit;
import dev.headroom.access.LockOut.Reason;
import dev.headroom.access.LockOut.Unknown;
import dev.headroom.access.LockOut.Via;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOutReplayTest {
  private static final String INSIDE = "203.0.113.0/26";

  @Test
  void aFailoverAddressIsLockedOutAndNamedInWords() {
    Looks looks =
        new Looks()
            .app(IpRelaxation.ENFORCE)
            .login("203.0.113.10", "OauthClientCredentials", 509)
            .login("203.0.113.77", "OauthClientCredentials", 12);
    LockOut answer = answer(looks, forUser(INSIDE));
    assertThat(answer.lockedOut())
        .extracting(Hit::user, Hit::address, Hit::logins, Hit::via)
        .containsExactly(tuple(Looks.ERP, "203.0.113.77", 12, Via.LOGIN));
    assertThat(answer.complete()).isTrue();
    assertThat(answer.rangesNeeded()).containsExactly("203.0.113.10/32", "203.0.113.77/32");
    assertThat(answer.summary())
        .startsWith("12 of 521 logins in the 90 days before")
        .contains("would have failed: ERP Connector of " + Looks.ERP + " from 203.0.113.77")
        .contains("last on Thursday 19 November at 18:00 UTC")
        .contains("perhaps its failover");
  }

  @ParameterizedTest(name = "{0}, flow {1}: {2}")
  @CsvSource({
    "ENFORCE, OauthRefreshToken, out",
    "BYPASS, OauthRefreshToken, BYPASS",
    "BYPASS, OauthClientCredentials, BYPASS",
    "BYPASS, , out",
    "ENFORCE_RELAX_REFRESH, OauthRefreshToken, ENFORCE_RELAX_REFRESH",
    "ENFORCE_RELAX_REFRESH, OauthHybridRefreshToken, ENFORCE_RELAX_REFRESH",
    "ENFORCE_RELAX_REFRESH, OauthWebServer, out",
    "ENFORCE_RELAX_REFRESH, , out",
    "BYPASS_TWO_FACTOR, OauthClientCredentials, out",
    "BYPASS_TWO_FACTOR, OauthUserAgent, SECOND_FACTOR",
    "BYPASS_TWO_FACTOR, OauthWebServer, SECOND_FACTOR",
    "BYPASS_TWO_FACTOR, , out"
  })
  void aRelaxationHelpsOnlyTheFlowsThatItIsFor(
      IpRelaxation relaxation, String flow, String expected) {
    LockOut answer =
        answer(new Looks().app(relaxation).login("198.18.1.1", flow, 3), forUser(INSIDE));
    String what =
        !answer.lockedOut().isEmpty()
            ? "out"
            : !answer.bypassed().isEmpty()
                ? String.valueOf(answer.bypassed().getFirst().reason())
                : answer.unknown().getFirst().reason().toString();
    assertThat(what).isEqualTo(expected);
    assertThat(answer.rangesNeeded()).hasSize(expected.equals("out") ? 1 : 0);
  }

  @ParameterizedTest(name = "a web-server login from {0}: {1}")
  @CsvSource({"198.18.7.20, true", "198.18.8.20, false"})
  void anAppsOwnRangesSpareTheSecondFactorAndNothingElse(String address, boolean bypassed) {
    LockOut answer =
        answer(
            new Looks()
                .app(IpRelaxation.BYPASS_TWO_FACTOR, "198.18.7.0/24")
                .login(address, "OauthWebServer", 2),
            forUser(INSIDE));
    assertThat(answer.bypassed()).hasSize(bypassed ? 1 : 0);
    assertThat(answer.lockedOut()).hasSize(bypassed ? 0 : 1);
  }

  @Test
  void anAddressIsComparedAsAnAddressInAnySpelling() {
    Looks looks =
        new Looks()
            .app(IpRelaxation.ENFORCE)
            .login("::ffff:203.0.113.5", "OauthClientCredentials", 1)
            .login("2001:DB8:10:0:0:0:0:16", "OauthClientCredentials", 1);
    LockOut answer = answer(looks, forUser(INSIDE, "2001:db8:10::/64"));
    assertThat(answer.lockedOut()).isEmpty();
    assertThat(answer.rangesNeeded()).containsExactly("203.0.113.5/32", "2001:db8:10::16/128");
    assertThat(answer(looks, forUser("::ffff:203.0.113.0/122")).lockedOut())
        .extracting(Hit::address)
        .containsExactly("2001:db8:10::16");
  }

  @Test
  void aWordInPlaceOfAnAddressIsUnknownAndSaid() {
    LockOut answer =
        answer(new Looks().login("Salesforce.com IP", "OauthRefreshToken", 4), forUser(INSIDE));
    assertThat(answer.lockedOut()).isEmpty();
    assertThat(answer.unknown()).containsExactly(new Unknown(Reason.NOT_AN_ADDRESS, 4, 0));
    assertThat(answer.summary()).contains("Not known: 4 logins");
  }

  @Test
  void noRangesAtAllAreNoRestriction() {
    LockOut answer = answer(new Looks().login("198.18.1.1", null, 4), forUser());
    assertThat(answer.lockedOut()).isEmpty();
    assertThat(answer.rangesNeeded()).isEmpty();
    assertThat(answer.logins()).isEqualTo(4);
  }

  @Test
  void twoAppsOfOneNameThatDifferAreAmbiguous() {
    Looks looks =
        new Looks()
            .app(IpRelaxation.ENFORCE)
            .app("0H4000000000002AAA", IpRelaxation.BYPASS)
            .login("198.18.1.1", "OauthRefreshToken", 4);
    assertThat(answer(looks, forUser(INSIDE)).unknown())
        .containsExactly(new Unknown(Reason.APP_AMBIGUOUS, 4, 0));
  }

  @Test
  void aPolicyThatCannotBeReadLeavesTheAnswerIncomplete() {
    LockOut byApp =
        answer(new Looks().app(null).login("198.18.1.1", "OauthRefreshToken", 4), forUser(INSIDE));
    LockOut byList =
        answer(
            new Looks().unread(Part.APPS).login("198.18.1.1", "OauthRefreshToken", 4),
            forUser(INSIDE));
    for (LockOut answer : List.of(byApp, byList)) {
      assertThat(answer.complete()).isFalse();
      assertThat(answer.unknown()).containsExactly(new Unknown(Reason.POLICY_UNREADABLE, 4, 0));
      assertThat(answer.summary()).contains("The answer is not complete");
    }
  }

  @Test
  void whatCountsAndCannotBeReadIsNeverAnAllClear() {
    Looks looks = new Looks().everyRequest().unread(Part.LOGIN_HISTORY).unread(Part.EVENT_LOG);
    LockOut answer = answer(looks, forUser(INSIDE));
    assertThat(answer.complete()).isFalse();
    assertThat(answer.unknown())
        .extracting(Unknown::reason)
        .containsExactly(Reason.HISTORY_UNREADABLE, Reason.REQUESTS_UNREADABLE);
  }

  @Test
  void whereEveryRequestIsHeldToTheRangesCallsAreReplayedToo() {
    Looks looks = new Looks().app(IpRelaxation.ENFORCE).call("203.0.113.180", 9);
    assertThat(answer(looks, forUser(INSIDE)).lockedOut()).isEmpty();
    assertThat(answer(looks.everyRequest(), forUser(INSIDE)).lockedOut())
        .extracting(Hit::address, Hit::requests, Hit::via)
        .containsExactly(tuple("203.0.113.180", 9, Via.REQUEST));
  }

  @Test
  void aCallOfSomebodyWhoIsSeenWithoutAFlowIsNotBypassed() {
    Looks looks = new Looks().everyRequest().app(IpRelaxation.BYPASS).call("198.18.3.4", 6);
    assertThat(answer(looks, forUser(INSIDE)).bypassed()).hasSize(1);
    looks.login("203.0.113.12", null, 3);
    assertThat(answer(looks, forUser(INSIDE)).lockedOut())
        .extracting(Hit::via)
        .containsExactly(Via.REQUEST);
  }

  @Test
  void aRelaxationIsJudgedByTheRangesThatThereAre() {
    Looks looks =
        new Looks()
            .app(IpRelaxation.BYPASS)
            .ranges(INSIDE)
            .login("198.18.1.1", "OauthRefreshToken", 4);
    Candidate enforce =
        new Candidate(
            "q", Candidate.Kind.RELAXATION, Looks.APP, List.of(), false, 90, IpRelaxation.ENFORCE);
    assertThat(answer(looks, enforce).lockedOut()).hasSize(1);
  }

  @Test
  void addedRangesKeepThePresentOnesAndNeedThem() {
    Candidate add =
        new Candidate(
            "q", Candidate.Kind.USER, Looks.ERP, Looks.spans("198.18.0.0/24"), true, 90, null);
    Looks looks = new Looks().login("203.0.113.5", null, 1).login("198.18.0.9", null, 1);
    assertThat(answer(looks, add).unknown())
        .containsExactly(new Unknown(Reason.RANGES_UNREADABLE, 2, 0));
    assertThat(answer(looks.ranges(INSIDE), add).lockedOut()).isEmpty();
    assertThat(answer(looks.unread(Part.PROFILE_IP_RANGES), add).complete()).isFalse();
  }

  @Test
  void rangesThatWereNotShownAreNeverAnAllClear() {
    Looks looks = new Looks().app(IpRelaxation.BYPASS).login("198.18.1.1", "OauthRefreshToken", 4);
    looks.profiles.add(new ProfileRanges(Looks.PROFILE_ID, Looks.PROFILE, List.of(), false));
    Candidate enforce =
        new Candidate(
            "q", Candidate.Kind.RELAXATION, Looks.APP, List.of(), false, 90, IpRelaxation.ENFORCE);
    assertThat(answer(looks, enforce).unknown())
        .containsExactly(new Unknown(Reason.RANGES_UNREADABLE, 4, 0));
    Candidate add =
        new Candidate(
            "q", Candidate.Kind.USER, Looks.ERP, Looks.spans("203.0.113.0/26"), true, 90, null);
    looks.apps.clear();
    assertThat(answer(looks, add).lockedOut()).hasSize(1);
  }

  @Test
  void trustedRangesBlockNoOneButMayRequireASecurityToken() {
    Looks looks = new Looks().login("198.51.100.5", "Other Apex API", null, "DataBridge", 7);
    looks.settings =
        new OrgSettings(
            false,
            OrgSettings.ApiAccessControl.OFF,
            List.of(ConfiguredRange.of("198.51.100.0", "198.51.100.255", "", Looks.NOTATION)));
    Candidate trusted =
        new Candidate(
            "q", Candidate.Kind.ORG_TRUSTED, "", Looks.spans("10.0.0.0/8"), false, 90, null);
    LockOut answer = answer(looks, trusted);
    assertThat(answer.lockedOut()).isEmpty();
    assertThat(answer.logins()).isEqualTo(7);
    assertThat(answer.unknown()).containsExactly(new Unknown(Reason.SECURITY_TOKEN, 7, 0));
    assertThat(answer.rangesNeeded()).isEmpty();
  }

  @Test
  void aUserWithoutLoginsIsReportedInsteadOfAnAllClear() {
    assertThat(answer(new Looks(), forUser(INSIDE)).summary())
        .startsWith("No login of " + Looks.ERP + " was seen");
  }

  @Test
  void daysThatWereNotReadAreNotAnswered() {
    Candidate week = new Candidate("q", Candidate.Kind.USER, Looks.ERP, List.of(), false, 7, null);
    assertThatThrownBy(() -> answer(new Looks(), week))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 days");
  }
}
