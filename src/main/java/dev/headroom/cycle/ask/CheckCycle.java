package dev.headroom.cycle.ask;

import dev.headroom.access.Gap;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Session;
import dev.headroom.cycle.poll.StateLogins;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.ApiVersionSource;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.Name;
import dev.headroom.report.CheckReport.OrgCheck;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.FilesRead;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether Headroom can read an org, step by step, as a reading does it. Changes nothing in
 * the org, judges nothing and stores nothing but the calls that it made. A step whose precondition
 * failed is skipped, so that the first failure is the cause.
 */
public final class CheckCycle implements OrgChecks {
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final String NO_CALLS = "Headroom has no calls left for the org today";
  private static final String PERMISSIONS =
      "In Salesforce: Setup > Users > Permission Sets, the one of the monitoring user > System"
          + " Permissions: ";

  private final OrgDirectory directory;
  private final Sources sources;
  private final Records records;
  private final OwnCalls calls;
  private final LimitCatalogue catalogue;
  private final InstantSource clock;

  /** What orgs are asked through. */
  public record Sources(
      HostCheck hosts,
      AccessTokens tokens,
      ApiVersionSource versions,
      LimitsSource limits,
      OrgProfileSource profiles,
      CallLogs logs) {}

  /** What is stored about orgs. */
  public record Records(AlertStates states, PostureStore postures) {}

  /**
   * Uses these ports.
   *
   * @param calls grants the counted calls: at most three per org
   * @param clock the fleet's
   */
  public CheckCycle(
      OrgDirectory directory,
      Sources sources,
      Records records,
      OwnCalls calls,
      LimitCatalogue catalogue,
      InstantSource clock) {
    this.directory = directory;
    this.sources = sources;
    this.records = records;
    this.calls = calls;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public CheckReport check(TenantScope scope, String id) {
    if (id.equals(ALL)) {
      return new CheckReport(
          List.of(), directory.all().stream().filter(scope::sees).map(this::check).toList());
    }
    return AskedOrg.find(scope, directory, id)
        .map(org -> new CheckReport(List.of(), List.of(check(org))))
        .orElseGet(
            () ->
                CheckReport.wrong(
                    List.<Violation>of(AskedOrg.unknown(id, "is not an org of the fleet"))));
  }

  private OrgCheck check(Org org) {
    Instant at = clock.instant();
    OrgState state = records.states().read(org.id());
    if (state.upkeep().restraint().isPausedAt(at)) {
      return new OrgCheck(
          org.id(),
          Stream.of(Name.values()).map(name -> Step.skipped(name, "the org is paused")).toList());
    }
    Visit visit = new Visit(org, state, at);
    visit.call();
    List<Step> steps = visit.steps;
    for (Name name : Name.values()) {
      if (name.compareTo(Name.AUDIT) < 0 && steps.stream().noneMatch(s -> s.name() == name)) {
        steps.add(Step.skipped(name, "a step before it failed"));
      }
    }
    steps.add(audit(org, at));
    steps.add(spend(org, at));
    return new OrgCheck(org.id(), steps);
  }

  /** What the last look at API access could not read; it takes 25 calls, so it is not repeated. */
  private Step audit(Org org, Instant at) {
    Optional<Posture> last =
        records.postures().newest(org.id(), LocalDate.ofInstant(at, ZoneOffset.UTC));
    if (last.isEmpty()) {
      return Step.skipped(Name.AUDIT, "the function audit has not looked at the org yet");
    }
    List<Gap> gaps = last.get().partial();
    String when = "the look of " + last.get().takenAt();
    if (gaps.isEmpty()) {
      return Step.passed(Name.AUDIT, when + " had no gaps");
    }
    String permissions =
        gaps.stream()
            .map(Gap::permission)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return Step.failed(
        Name.AUDIT,
        when
            + " could not read "
            + gaps.stream()
                .map(gap -> gap.part().word() + " (" + gap.reason() + ")")
                .collect(Collectors.joining(", ")),
        permissions.isEmpty()
            ? "No permission would help; the next look tries again."
            : PERMISSIONS + permissions + ".");
  }

  private Step spend(Org org, Instant at) {
    Spend spend = records.states().read(org.id()).upkeep().restraint().spendOn(at);
    String detail = "%d of at most %d calls were made today".formatted(spend.today(), spend.cap());
    return spend.today() < spend.cap()
        ? Step.passed(Name.SPEND, detail)
        : Step.failed(
            Name.SPEND,
            detail,
            "Raise perDay in the manifest's spend for this org, or read it less often (interval).");
  }

  /** The calls to one org, until one fails. */
  private final class Visit {
    private final List<Step> steps = new ArrayList<>();
    private final Org org;
    private final OrgState state;
    private final Instant at;
    private final Allowed allowed;

    Visit(Org org, OrgState state, Instant at) {
      this.org = org;
      this.state = state;
      this.at = at;
      this.allowed = new Allowed(new StateLogins(records.states(), org.id(), at), calls, org, at);
    }

    void call() {
      if (!isReached()) {
        return;
      }
      Optional<Session> session = session();
      if (session.isEmpty() || !hasVersion(session.get())) {
        return;
      }
      Optional<Snapshot> read = limits();
      if (read.isPresent()) {
        identity();
        visible(read.get());
        eventLog();
      }
    }

    private boolean isReached() {
      switch (sources.hosts().to(org.loginUrl())) {
        case HostCheck.Way.Forbidden(String reason, String remedy) ->
            steps.add(Step.failed(Name.DNS, "the login URL is not called: " + reason, remedy));
        case HostCheck.Way.Unknown(String detail) ->
            steps.add(
                Step.failed(
                    Name.DNS,
                    detail,
                    "Write loginUrl in the manifest as in Salesforce: Setup > My Domain > Current My"
                        + " Domain URL."));
        case HostCheck.Way.Closed(List<String> addresses, String detail, String remedy) -> {
          steps.add(Step.passed(Name.DNS, String.join(", ", addresses)));
          steps.add(Step.failed(Name.TLS, detail, remedy));
        }
        case HostCheck.Way.Open(List<String> addresses, String security) -> {
          steps.add(Step.passed(Name.DNS, String.join(", ", addresses)));
          steps.add(
              security.isEmpty()
                  ? Step.skipped(Name.TLS, "plain HTTP on this machine")
                  : Step.passed(Name.TLS, security));
          return true;
        }
      }
      return false;
    }

    private Optional<Session> session() {
      try {
        Session session = sources.tokens().current(org, allowed, WITHIN);
        steps.add(
            Step.passed(
                Name.TOKEN, session.fresh() ? "a session was granted" : "a session is kept"));
        return Optional.of(session);
      } catch (LoginFailedException e) {
        steps.add(Step.failed(Name.TOKEN, String.valueOf(e.getMessage()), e.remedy()));
        return Optional.empty();
      }
    }

    private boolean hasVersion(Session session) {
      String pinned = org.apiVersion();
      switch (sources.versions().newest(org, session.token().instanceUrl(), WITHIN)) {
        case ApiVersionSource.Answer.None(PollOutcome.Failed why) -> {
          steps.add(Step.failed(Name.VERSION, why.detail(), why.remedy()));
          return false;
        }
        case ApiVersionSource.Answer.Offered(String version) ->
            steps.add(
                Step.passed(
                    Name.VERSION,
                    pinned == null
                        ? version
                        : pinned + " by the manifest; the newest is " + version));
      }
      return true;
    }

    private Optional<Snapshot> limits() {
      switch (sources.limits().read(org, allowed)) {
        case PollOutcome.Read read -> {
          steps.add(Step.passed(Name.LIMITS, read.snapshot().readings().size() + " limits"));
          return Optional.of(read.snapshot());
        }
        case PollOutcome.Exhausted exhausted ->
            steps.add(
                Step.failed(
                    Name.LIMITS,
                    "the org refuses calls because its daily API requests are used up",
                    "Wait until the trailing 24-hour count falls, stop what uses the calls, or buy"
                        + " more: in Salesforce, Setup > System Overview > API Usage."));
        case PollOutcome.Failed failed ->
            steps.add(Step.failed(Name.LIMITS, failed.detail(), failed.remedy()));
      }
      return Optional.empty();
    }

    private void identity() {
      if (!allowed.takeCall()) {
        steps.add(Step.skipped(Name.IDENTITY, NO_CALLS));
        return;
      }
      steps.add(
          switch (sources.profiles().read(org)) {
            case OrgProfileSource.Answer.Unknown(String detail) ->
                Step.failed(
                    Name.IDENTITY,
                    detail,
                    "Let the monitoring user read the object Organization. "
                        + PERMISSIONS
                        + "API Enabled, View Setup and Configuration.");
            case OrgProfileSource.Answer.Found(OrgProfile profile) -> {
              OrgProfile before = state.upkeep().profile();
              String detail =
                  "%s, %s, %s%s"
                      .formatted(
                          profile.salesforceId(),
                          profile.edition(),
                          profile.instanceName(),
                          profile.sandbox() ? ", sandbox" : "");
              yield before == null || before.salesforceId().equals(profile.salesforceId())
                  ? Step.passed(Name.IDENTITY, detail)
                  : Step.failed(
                      Name.IDENTITY,
                      detail + "; before it was " + before.salesforceId(),
                      "Expected after a sandbox was refreshed. Otherwise correct loginUrl and auth in"
                          + " the manifest.");
            }
          });
    }

    private void visible(Snapshot read) {
      List<String> permissions = new ArrayList<>();
      List<String> limits = new ArrayList<>();
      catalogue
          .hiddenWithout()
          .forEach(
              (permission, hidden) -> {
                if (hidden.stream().noneMatch(l -> read.readings().containsKey(l.name()))) {
                  permissions.add(permission);
                  hidden.forEach(limit -> limits.add(limit.shortLabel()));
                }
              });
      steps.add(
          permissions.isEmpty()
              ? Step.passed(Name.VISIBLE, "nothing is hidden")
              : Step.failed(
                  Name.VISIBLE,
                  "hidden from the monitoring user: " + String.join(", ", limits),
                  PERMISSIONS + String.join(", ", permissions) + "."));
    }

    /** Lists files and fetches none, so that nothing is kept of them. */
    private void eventLog() {
      AtomicBoolean isListed = new AtomicBoolean();
      CallLogs.Permit list =
          wanted ->
              isListed.getAndSet(true)
                  ? new OwnCalls.Answer.Wait("only the list is wanted")
                  : calls.take(org, Purpose.DOCTOR, 1, at);
      try (CallLog none = new CallLog(Path.of(""))) {
        CallLogs.LogsRead read =
            sources.logs().read(org, allowed, list, WITHIN, FilesRead.NONE, none);
        steps.add(
            read.stopped()
                .map(failed -> Step.failed(Name.EVENT_LOG, failed.detail(), failed.remedy()))
                .orElseGet(
                    () ->
                        read.calls() == 0
                            ? Step.skipped(Name.EVENT_LOG, NO_CALLS)
                            : Step.passed(Name.EVENT_LOG, "event log files can be listed")));
      }
    }
  }
}
