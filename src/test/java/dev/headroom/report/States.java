package dev.headroom.report;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes orgs and states for tests, one statement a fact. */
final class States {
  static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  static final LimitCatalogue PLAIN_NAMES =
      name -> new LimitInfo(name, name.value(), "", Window.UNKNOWN, "");

  private final OrgId org;
  private final SortedMap<LimitName, Known> known = new TreeMap<>();
  private final Map<AlertKey, Episode> open = new HashMap<>();
  private OrgState.@Nullable Problem problem;

  private States(String org) {
    this.org = new OrgId(org);
  }

  static States of(String org) {
    return new States(org);
  }

  static Org org(String id) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://acme.my.salesforce.com"),
        new Credentials.ClientCredentials("client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
        Duration.ofMinutes(5),
        null,
        Map.of());
  }

  States limit(String name, long used, long max) {
    known.put(new LimitName(name), new Known(Reading.ofUsed(used, max), true));
    return this;
  }

  States vanished(String name, long used, long max) {
    known.put(new LimitName(name), new Known(Reading.ofUsed(used, max), false));
    return this;
  }

  States alert(String limit, Severity severity) {
    open.put(
        AlertKey.usage(org, new LimitName(limit)),
        new Episode(SLOT, severity, Reason.THRESHOLD, SLOT, null));
    return this;
  }

  States advice() {
    open.put(
        AdviceJudge.key(org, "a1aa0b5b5c66d77e"),
        new Episode(SLOT, Severity.ATTENTION, Reason.FINDING, SLOT, null));
    return this;
  }

  States problem(@Nullable FailureKind kind) {
    problem =
        kind == null
            ? OrgState.Problem.notWhole("it did not answer", "Look at it")
            : OrgState.Problem.missed(kind, "it did not answer", "Look at it", problem);
    return this;
  }

  OrgState state() {
    return new OrgState(org, 3, SLOT, SLOT.plusMillis(1), known, open, problem);
  }
}
