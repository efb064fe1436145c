package dev.headroom.access;

import static dev.headroom.access.FindingList.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges apps: how they are governed, compared with what they were seen to need. */
final class AppJudge {
  private static final String FULL = "full";
  private static final String WEB = "web";
  private static final String API = "api";
  private static final String CHATTER = "chatter_api";
  private static final Set<String> REFRESH = Set.of("refresh_token", "offline_access");
  private static final String INFINITE = "infinite";

  /**
   * Scopes that are judged: those that open data or persist. Identity scopes and custom permissions
   * are not.
   */
  private static final Set<String> JUDGED =
      Set.of(
          FULL,
          WEB,
          API,
          "refresh_token",
          "offline_access",
          "visualforce",
          "lightning",
          "content",
          CHATTER,
          "wave_api",
          "eclair_api",
          "pardot_api",
          "cdp_query_api",
          "cdp_api");

  private final Look look;
  private final Set<Part> unread;
  private final AppUse use;
  private final FindingList findings;

  AppJudge(Look look, FindingList findings) {
    this.look = look;
    this.unread = look.unread();
    this.use = new AppUse(look);
    this.findings = findings;
  }

  List<AppPosture> judge() {
    List<AppPosture> apps = new ArrayList<>();
    look.apps().forEach(app -> apps.add(posture(app)));
    if (canSee(Part.TOKENS, Part.APPS, Part.EXTERNAL_CLIENT_APPS)) {
      use.uninstalled().forEach((name, tokens) -> apps.add(uninstalled(name, tokens)));
    }
    return apps;
  }

  private boolean canSee(Part... parts) {
    for (Part part : parts) {
      if (unread.contains(part)) {
        return false;
      }
    }
    return true;
  }

  private AppPosture posture(App app) {
    List<Tokens> tokens = use.tokens(app);
    Instant lastUsed = use.lastUsed(app);
    SubjectRef subject = new SubjectRef("app", app.id(), app.name());
    List<String> ids = new ArrayList<>();
    judgeScopes(app, subject, ids);
    judgePolicy(app, subject, ids);
    Instant edge = look.at().minus(UserJudge.DORMANT_AFTER);
    if (canSee(Part.TOKENS, Part.LOGIN_HISTORY) && (lastUsed == null || lastUsed.isBefore(edge))) {
      ids.add(
          findings.add(
              FindingKind.APP_UNUSED,
              subject,
              evidence("lastUsed", lastUsed == null ? null : lastUsed.toString())));
    }
    judgeOwners(tokens, subject, ids);
    boolean counted = canSee(Part.TOKENS);
    return new AppPosture(
        app.id(),
        app.name(),
        app.kind().word(),
        app.scopes() == null ? null : List.copyOf(app.scopes()),
        app.policy(),
        app.relaxation() == null ? null : app.relaxation().word(),
        app.refreshTokenPolicy(),
        counted ? Integer.valueOf(Tokens.users(tokens)) : null,
        counted ? Integer.valueOf(Tokens.count(tokens)) : null,
        lastUsed,
        app.approvedFor(),
        ids);
  }

  private AppPosture uninstalled(String name, List<Tokens> tokens) {
    SubjectRef subject = SubjectRef.uninstalled(name);
    List<String> ids = new ArrayList<>();
    ids.add(
        findings.add(
            FindingKind.APP_NOT_INSTALLED, subject, evidence("tokens", Tokens.count(tokens))));
    judgeOwners(tokens, subject, ids);
    return new AppPosture(
        null,
        name,
        AppPosture.UNINSTALLED,
        null,
        null,
        null,
        null,
        Tokens.users(tokens),
        Tokens.count(tokens),
        tokens.stream()
            .map(Tokens::lastUsed)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        null,
        ids);
  }

  private void judgeScopes(App app, SubjectRef subject, List<String> ids) {
    Set<String> scopes = app.scopes();
    if (scopes == null || !canSee(Part.EVENT_LOG)) {
      return;
    }
    List<CallGroup> calls = use.calls(app);
    List<CallGroup> succeeded = calls.stream().filter(c -> c.succeeded() > 0).toList();
    if (canSee(Part.LOGIN_HISTORY) && !succeeded.isEmpty()) {
      Set<String> excess = new TreeSet<>(scopes);
      excess.retainAll(JUDGED);
      succeeded.forEach(c -> excess.remove(c.scope()));
      if (use.logins(app).stream().anyMatch(l -> isRefreshing(l.subType()))) {
        excess.removeAll(REFRESH);
      }
      if (!excess.isEmpty()) {
        Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
        evidence.put("scopes", List.copyOf(scopes));
        evidence.put("excess", List.copyOf(excess));
        boolean wide = excess.contains(FULL) || excess.contains(WEB);
        ids.add(
            findings.add(
                FindingKind.APP_OVER_SCOPED,
                wide ? Severity.HIGH : Severity.MEDIUM,
                subject,
                evidence));
      }
    }
    Set<String> missing = new TreeSet<>();
    calls.stream()
        .filter(c -> c.refused() > 0 && !holds(scopes, c.scope()))
        .forEach(c -> missing.add(c.scope()));
    if (!missing.isEmpty()) {
      ids.add(
          findings.add(
              FindingKind.APP_UNDER_SCOPED, subject, evidence("missing", List.copyOf(missing))));
    }
  }

  private static boolean isRefreshing(@Nullable String subType) {
    return subType != null && Login.REFRESHING.contains(subType);
  }

  private static boolean holds(Set<String> scopes, String scope) {
    return scopes.contains(scope)
        || scopes.contains(FULL)
        || (scope.equals(CHATTER) && scopes.contains(API));
  }

  private void judgePolicy(App app, SubjectRef subject, List<String> ids) {
    Set<String> scopes = app.scopes() == null ? Set.of() : app.scopes();
    boolean lasts = REFRESH.stream().anyMatch(scopes::contains);
    if (App.SELF_AUTHORIZED.equals(app.policy())) {
      boolean wide = lasts && (scopes.contains(API) || scopes.contains(FULL));
      ids.add(
          findings.add(
              FindingKind.APP_SELF_AUTHORIZED,
              wide ? Severity.HIGH : Severity.MEDIUM,
              subject,
              evidence("policy", app.policy())));
    }
    IpRelaxation relaxation = app.relaxation();
    if (relaxation == IpRelaxation.BYPASS || relaxation == IpRelaxation.BYPASS_TWO_FACTOR) {
      ids.add(
          findings.add(
              FindingKind.APP_IP_RELAXED, subject, evidence("ipRelaxation", relaxation.word())));
    }
    if (INFINITE.equals(app.refreshTokenPolicy()) && lasts) {
      ids.add(
          findings.add(
              FindingKind.APP_REFRESH_TOKEN_FOREVER,
              subject,
              evidence("refreshTokenPolicy", INFINITE)));
    }
  }

  private void judgeOwners(List<Tokens> tokens, SubjectRef subject, List<String> ids) {
    Set<String> names = new TreeSet<>();
    tokens.forEach(t -> names.addAll(t.idleOwners()));
    if (!names.isEmpty()) {
      ids.add(
          findings.add(
              FindingKind.TOKEN_OF_INACTIVE_USER, subject, evidence("users", List.copyOf(names))));
    }
  }
}
