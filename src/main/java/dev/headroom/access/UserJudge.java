package dev.headroom.access;

import static dev.headroom.access.FindingList.evidence;

import dev.headroom.access.ApiUser.Via;
import dev.headroom.access.Holder.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges who may use the API, and who should not. */
final class UserJudge {
  /** Without a login for this long a user is dormant. */
  static final Duration DORMANT_AFTER = Duration.ofDays(90);

  private static final Comparator<Via> ORDER =
      Comparator.comparing((Via v) -> v.kind().word()).thenComparing(Via::name);

  private final Look look;
  private final Instant now;
  private final List<AllowRule> allow;
  private final FindingList findings;
  private final List<ApiUser> users = new ArrayList<>();
  private final List<Holder> integrations = new ArrayList<>();

  UserJudge(Look look, AccessRule rule, FindingList findings) {
    this.look = look;
    this.now = look.at();
    this.allow = rule.allow();
    this.findings = findings;
  }

  /** Returns the users who have a path to API Enabled. */
  List<ApiUser> judge() {
    look.holders().forEach(this::judge);
    return users;
  }

  /** Returns, after {@link #judge}, the integrations that may use the API. */
  List<Holder> integrations() {
    return integrations;
  }

  /** Reports groups whose grant of the API differs from what their sets say. */
  void judgeGroups() {
    for (SetGroup group : look.groups()) {
      if (group.isStale() && (group.grantsNow() || group.grantsAfter())) {
        Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
        evidence.put("status", group.status());
        evidence.put("grantsNow", group.grantsNow());
        evidence.put("grantsAfter", group.grantsAfter());
        findings.add(
            FindingKind.GROUP_STALE,
            new SubjectRef("permissionSetGroup", group.id(), group.name()),
            evidence);
      }
    }
  }

  private void judge(Holder holder) {
    List<Via> via = paths(holder);
    if (via.isEmpty()) {
      return;
    }
    List<String> blockedBy = new ArrayList<>();
    if (!holder.active()) {
      blockedBy.add("inactive");
    }
    if (look.isFrozen(holder.id())) {
      blockedBy.add("frozen");
    }
    Effective effective = blockedBy.isEmpty() ? effective(via) : Effective.NO;
    if (effective == Effective.NO && blockedBy.isEmpty()) {
      blockedBy.add("expired");
    }
    boolean apiOnly = holds(holder, Grant::apiOnly);
    Predicate<Via> counts =
        effective == Effective.YES ? v -> v.state().counts() : v -> v.state().isConditional();
    Optional<AllowRule> rule =
        effective == Effective.NO ? Optional.empty() : rule(holder, apiOnly, via, counts);
    String allowedBy = rule.map(AllowRule::text).orElse(null);
    users.add(
        new ApiUser(
            holder.id(),
            holder.username(),
            holder.profile(),
            effective,
            blockedBy,
            apiOnly,
            via,
            holder.lastLogin(),
            effective == Effective.NO ? null : Boolean.valueOf(rule.isPresent()),
            allowedBy,
            effective == Effective.NO || rule.isPresent()
                ? null
                : notAllowed(holder, effective, via.stream().filter(counts).toList())));
    if (effective == Effective.YES) {
      judgeUse(holder, apiOnly, rule.isPresent(), allowedBy);
    }
  }

  private List<Via> paths(Holder holder) {
    List<Via> via = new ArrayList<>();
    for (Grant grant : holder.grants()) {
      PathState state = null;
      boolean pending = !grant.api() && grant.stale() && grant.apiAfter();
      if (grant.api() || pending) {
        state =
            grant.isExpired(now)
                ? PathState.EXPIRED
                : pending
                    ? PathState.PENDING
                    : grant.needsActivation()
                        ? PathState.NEEDS_ACTIVATION
                        : grant.stale() ? PathState.STALE : PathState.ACTIVE;
      }
      if (state != null) {
        via.add(new Via(grant.kind(), grant.name(), state, grant.expires()));
      }
    }
    via.sort(ORDER);
    return via;
  }

  private static Effective effective(List<Via> via) {
    if (via.stream().anyMatch(v -> v.state().counts())) {
      return Effective.YES;
    }
    if (via.stream().anyMatch(v -> v.state() == PathState.NEEDS_ACTIVATION)) {
      return Effective.ON_ACTIVATION;
    }
    return via.stream().anyMatch(v -> v.state() == PathState.PENDING)
        ? Effective.UNKNOWN
        : Effective.NO;
  }

  private Optional<AllowRule> rule(
      Holder holder, boolean apiOnly, List<Via> via, Predicate<Via> counts) {
    return allow.stream()
        .filter(
            rule ->
                switch (rule.kind()) {
                  case API_ONLY -> apiOnly;
                  case USER -> rule.isForUser(holder.username());
                  case PROFILE, PERMISSION_SET, PERMISSION_SET_GROUP ->
                      via.stream().filter(counts).anyMatch(v -> rule.isForPath(v.kind(), v.name()));
                })
        .findFirst();
  }

  private String notAllowed(Holder holder, Effective effective, List<Via> through) {
    return findings.add(
        effective == Effective.YES
            ? FindingKind.API_USER_NOT_ALLOWED
            : FindingKind.API_USER_CONDITIONAL,
        subject(holder),
        evidence("via", through.stream().map(Via::name).toList()));
  }

  private void judgeUse(
      Holder holder, boolean apiOnly, boolean allowed, @Nullable String allowedBy) {
    boolean named = allow.stream().anyMatch(rule -> rule.isForUser(holder.username()));
    Instant last = holder.lastLogin();
    if (allowed && (last == null || last.isBefore(now.minus(DORMANT_AFTER)))) {
      findings.add(
          FindingKind.API_USER_DORMANT,
          subject(holder),
          evidence("lastLogin", last == null ? null : last.toString()));
    }
    if (named && !apiOnly) {
      findings.add(FindingKind.API_ONLY_MISSING, subject(holder), evidence("allowedBy", allowedBy));
    }
    if (!named && !apiOnly) {
      return;
    }
    integrations.add(holder);
    if (holds(holder, Grant::modifyAllData)) {
      findings.add(
          FindingKind.INTEGRATION_TOO_POWERFUL,
          subject(holder),
          evidence("permission", "ModifyAllData"));
    }
  }

  private boolean holds(Holder holder, Predicate<Grant> permission) {
    return holder.grants().stream().anyMatch(g -> permission.test(g) && g.isInForce(now));
  }

  static SubjectRef subject(Holder holder) {
    return new SubjectRef("user", holder.id(), holder.username());
  }
}
