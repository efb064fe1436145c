package dev.headroom.cycle.ask;

import dev.headroom.access.PermissionSource;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import dev.headroom.auth.AccessTokens;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.ApiVersionSource;
import dev.headroom.limits.IdentitySource;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitsSource;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLogs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether Headroom can read an org, step by step, as a reading does it. Changes nothing in
 * the org, judges nothing and stores nothing but the calls that it made. A step whose precondition
 * failed is skipped, so that the first failure is the cause.
 */
public final class CheckCycle implements OrgChecks {
  /** How many orgs are checked at once: each is waited for most of the time. */
  private static final int CONCURRENCY = 16;

  private final OrgDirectory directory;
  private final Manifests manifests;
  private final Sources sources;
  private final Records records;
  private final LimitCatalogue catalogue;
  private final InstantSource clock;

  /**
   * What orgs are asked through.
   *
   * @param within time for each step
   */
  public record Sources(
      HostCheck hosts,
      AccessTokens tokens,
      ApiVersionSource versions,
      IdentitySource identities,
      PermissionSource permissions,
      LimitsSource limits,
      CallLogs logs,
      Duration within) {}

  /**
   * What is stored about orgs.
   *
   * @param calls grants the counted calls: at most four per org
   */
  public record Records(AlertStates states, PostureStore postures, OwnCalls calls) {}

  /** Manifests that are not applied yet. */
  public record Manifests(ManifestReader reader, StoredMoves moves) {}

  /**
   * Uses these ports.
   *
   * @param clock the fleet's
   */
  public CheckCycle(
      OrgDirectory directory,
      Manifests manifests,
      Sources sources,
      Records records,
      LimitCatalogue catalogue,
      InstantSource clock) {
    this.directory = directory;
    this.manifests = manifests;
    this.sources = sources;
    this.records = records;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public CheckReport check(TenantScope scope, Question question) {
    String manifest = question.manifest();
    if (manifest == null) {
      return checked(question.org(), directory.all().stream().filter(scope::sees).toList());
    }
    return switch (manifests.reader().read(manifest)) {
      case Manifest.Invalid(var violations) -> CheckReport.wrong(violations);
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        List<Violation> moved = question.allowSecretMoves() ? List.of() : moved(question, wanted);
        yield moved.isEmpty()
            ? checked(question.org(), wanted.orgs().stream().filter(scope::sees).toList())
            : CheckReport.wrong(moved);
      }
    };
  }

  /** A login would send them, just as after an apply. */
  private List<Violation> moved(Question question, Fleet wanted) {
    String all = "orgs[";
    int one = wanted.orgs().stream().map(org -> org.id().value()).toList().indexOf(question.org());
    String paths = question.org().equals(ALL) || one < 0 ? all : all + one + "]";
    return manifests.moves().to(wanted).stream()
        .filter(move -> move.path().startsWith(paths))
        .map(
            move ->
                new Violation(
                    move.path(),
                    move.secret().toString(),
                    move.violation().problem(),
                    "If that is meant, check with --allow-secret-moves, or in an event with"
                        + " \"allowSecretMoves\": true."))
        .toList();
  }

  private CheckReport checked(String id, List<Org> orgs) {
    List<Org> asked =
        id.equals(ALL) ? orgs : orgs.stream().filter(org -> org.id().value().equals(id)).toList();
    if (asked.isEmpty() && !id.equals(ALL)) {
      return CheckReport.wrong(
          List.<Violation>of(AskedOrg.unknown(id, "is not an org of the fleet or the manifest")));
    }
    return new CheckReport(List.of(), new OrgRunner(CONCURRENCY).each(asked, this::check));
  }

  private CheckReport.OrgCheck check(Org org) {
    Optional<Org> applied = directory.find(org.id());
    return new OrgCheckup(sources, records, catalogue, org, applied.isPresent(), clock.instant())
        .steps();
  }
}
