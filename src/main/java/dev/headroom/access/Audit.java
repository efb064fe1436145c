package dev.headroom.access;

import static dev.headroom.access.FindingList.evidence;

import dev.headroom.access.OrgSettings.ApiAccessControl;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges a look at an org. */
public final class Audit {
  private static final BigInteger WIDE_V4 = BigInteger.ONE.shiftLeft(16);
  private static final BigInteger WIDE_V6 = BigInteger.ONE.shiftLeft(80);

  private final Look look;
  private final AccessRule rule;
  private final Set<Part> unread;
  private final FindingList findings = new FindingList();

  private Audit(Look look, AccessRule rule) {
    this.look = look;
    this.rule = rule;
    this.unread = look.unread();
  }

  /** Judges the org in {@code look} by its {@code rule}. */
  public static Posture judge(Look look, AccessRule rule) {
    return new Audit(look, rule).posture();
  }

  private Posture posture() {
    UserJudge judge = new UserJudge(look, rule, findings);
    List<ApiUser> users = unread.contains(Part.API_USERS) ? List.of() : judge.judge();
    if (!unread.contains(Part.API_USERS)) {
      judge.judgeGroups();
    }
    List<AppPosture> apps = new AppJudge(look, findings).judge();
    List<RangeList> ranges = new ArrayList<>();
    if (!unread.contains(Part.API_USERS) && !unread.contains(Part.PROFILE_IP_RANGES)) {
      ranges.addAll(profiles(users, judge.integrations()));
    }
    if (!unread.contains(Part.ORG_SETTINGS)) {
      ranges.add(new RangeList(org(), false, look.settings().trusted()));
    }
    passwords();
    if (look.settings().apiAccessControl() == ApiAccessControl.OFF) {
      findings.add(
          FindingKind.API_ACCESS_CONTROL_OFF,
          org(),
          evidence("enableAdminApprovedAppsOnly", false));
    }
    return new Posture(
        look.orgId(),
        look.at(),
        look.gaps(),
        look.settings(),
        users,
        apps,
        ranges,
        findings.all().stream().map(this::withAcceptance).toList());
  }

  private Finding withAcceptance(Finding finding) {
    return rule.accept().stream()
        .filter(a -> a.covers(finding.id(), look.at()))
        .findFirst()
        .map(finding::acceptedBy)
        .orElse(finding);
  }

  private SubjectRef org() {
    return new SubjectRef("org", look.orgId(), look.orgId());
  }

  private List<RangeList> profiles(List<ApiUser> users, List<Holder> integrations) {
    Set<String> used = new HashSet<>();
    Set<String> effective = new HashSet<>();
    users.stream()
        .filter(u -> u.effective() == Effective.YES)
        .forEach(u -> effective.add(SalesforceId.key(u.user())));
    look.holders().stream()
        .filter(h -> effective.contains(SalesforceId.key(h.id())))
        .forEach(h -> used.add(SalesforceId.key(h.profileId())));
    List<RangeList> ranges = new ArrayList<>();
    for (ProfileRanges profile : look.profiles()) {
      if (used.contains(SalesforceId.key(profile.id()))) {
        SubjectRef subject = new SubjectRef("profile", profile.id(), profile.name());
        ranges.add(new RangeList(subject, true, profile.ranges()));
        tooWide(subject, profile.ranges());
      }
    }
    Map<String, ProfileRanges> byId = look.rangesByProfile();
    for (Holder holder : integrations) {
      ProfileRanges of = byId.get(SalesforceId.key(holder.profileId()));
      if (of != null && of.ranges().isEmpty()) {
        findings.add(
            FindingKind.INTEGRATION_WITHOUT_IP_RANGE,
            UserJudge.subject(holder),
            evidence("profile", holder.profile()));
      }
    }
    return ranges;
  }

  private void tooWide(SubjectRef subject, List<ConfiguredRange> ranges) {
    List<String> wide =
        ranges.stream().filter(Audit::isTooWide).map(ConfiguredRange::text).toList();
    if (!wide.isEmpty()) {
      findings.add(FindingKind.IP_RANGE_TOO_WIDE, subject, evidence("ranges", wide));
    }
  }

  private static boolean isTooWide(ConfiguredRange range) {
    AddressSpan span = range.span();
    return span != null && span.size().compareTo(span.first().isV6() ? WIDE_V6 : WIDE_V4) > 0;
  }

  private void passwords() {
    Map<String, Integer> logins = new java.util.LinkedHashMap<>();
    for (Login login : look.recent()) {
      if (login.isByPassword()) {
        logins.merge(login.userId(), login.count(), Integer::sum);
      }
    }
    logins.forEach(
        (user, count) ->
            findings.add(
                FindingKind.PASSWORD_LOGIN,
                new SubjectRef("user", user, look.username(user)),
                evidence("logins", count)));
  }
}
