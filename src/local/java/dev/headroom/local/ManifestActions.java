package dev.headroom.local;

import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.TenantClaims;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code manage validate|plan|apply fleet.yaml}. */
final class ManifestActions {
  private static final String RUNNING = "send the manifest to it with POST /functions/manage";

  private final ManifestReader reader;
  private final @Nullable Path folder;
  private final StoresCommand stores;

  ManifestActions(ManifestReader reader, @Nullable Path folder, StoresCommand stores) {
    this.reader = reader;
    this.folder = folder;
    this.stores = stores;
  }

  /**
   * Checks the manifest, and performs the rest if it is valid.
   *
   * @param tenant whose manifest it is; null for that of the whole fleet
   * @param allowMoves whether an apply may send a secret of the stored fleet to another host
   * @param out receives the warnings
   * @param err receives a note if there is nothing to compare with
   */
  CommandReply run(
      Action action,
      String file,
      @Nullable String tenant,
      boolean allowMoves,
      PrintStream out,
      PrintStream err) {
    if (tenant != null && !OrgId.FORM.matcher(tenant).matches()) {
      return new CommandReply.Heard(Outcome.wrong(List.of(noTenant(tenant))));
    }
    String text;
    try {
      text = FleetFile.text(Path.of(file));
    } catch (FleetFile.UnreadableException e) {
      return new CommandReply.Failed(ManageCommand.FAILED, String.valueOf(e.getMessage()));
    } catch (InvalidPathException e) {
      return new CommandReply.Failed(
          ManageCommand.FAILED, "the manifest's path is not one: " + e.getReason());
    }
    return switch (reader.read(text)) {
      case Manifest.Invalid(var violations) ->
          tenant == null || action == Action.VALIDATE || folder == null
              ? new CommandReply.Heard(Outcome.wrong(violations))
              // Only the stored fleet tells what is another tenant's.
              : ask(action, text, tenant, allowMoves, folder);
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        FleetFile.warn(warnings, out);
        yield valid(action, text, wanted, tenant, allowMoves, err);
      }
    };
  }

  private CommandReply valid(
      Action action,
      String text,
      Fleet wanted,
      @Nullable String tenant,
      boolean allowMoves,
      PrintStream err) {
    if (tenant != null) {
      List<Violation> claims = TenantClaims.alone(wanted, new TenantId(tenant));
      if (!claims.isEmpty()) {
        return new CommandReply.Heard(Outcome.wrong(claims));
      }
    }
    if (action == Action.VALIDATE) {
      return new CommandReply.Heard(Outcome.of("valid: " + counts(wanted)));
    }
    Path data = folder;
    if (data == null && action == Action.APPLY) {
      err.println(
          "headroom.local.data is not set, so nothing is kept: set it to the data folder, or where"
              + " a Headroom runs, "
              + RUNNING);
      return comparedWithNone(wanted);
    }
    if (data == null || (action == Action.PLAN && !Files.exists(data))) {
      err.println("there is no data folder yet (headroom.local.data): compared with no fleet");
      return comparedWithNone(wanted);
    }
    return ask(action, text, tenant, allowMoves, data);
  }

  private CommandReply ask(
      Action action, String text, @Nullable String tenant, boolean allowMoves, Path data) {
    Map<String, String> members = new HashMap<>(Map.of(ManageWork.MANIFEST, text));
    if (allowMoves) {
      members.put(ManageWork.ALLOW_SECRET_MOVES, "true");
    }
    if (tenant != null) {
      members.put(ManageWork.TENANT, tenant);
    }
    return stores.ask(data, new Order(action.word(), LocalUser.name(), members), RUNNING);
  }

  /** Returns what is wrong with a tenant's id of another form. */
  static Violation noTenant(String id) {
    return new Violation(
        Options.of(ManageWork.TENANT),
        id,
        "is not the id of a tenant",
        "Write the id of the tenant whose manifest it is, or leave it out.");
  }

  private static CommandReply comparedWithNone(Fleet wanted) {
    return new CommandReply.Heard(
        Outcome.of(String.join("\n", lines(FleetDiff.between(Fleet.EMPTY, wanted)))));
  }

  /** Returns one line per change, or one that says there is none. */
  static List<String> lines(List<Change> changes) {
    return changes.isEmpty()
        ? List.of("nothing changes")
        : changes.stream()
            .map(
                change ->
                    change.action().name().toLowerCase(Locale.ROOT)
                        + " "
                        + change.kind()
                        + " "
                        + change.id())
            .toList();
  }

  private static String counts(Fleet fleet) {
    return "%d tenants, %d orgs, %d policies, %d targets, %d routes"
        .formatted(
            fleet.tenants().size(),
            fleet.orgs().size(),
            fleet.policies().size(),
            fleet.targets().size(),
            fleet.routes().size());
  }
}
