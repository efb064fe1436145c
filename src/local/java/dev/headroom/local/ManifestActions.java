package dev.headroom.local;

import dev.headroom.cycle.ManageCycle;
import dev.headroom.cycle.ManageCycle.Action;
import dev.headroom.cycle.ManageReport;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code manage validate|plan|apply fleet.yaml}. */
final class ManifestActions {
  private static final String RUNNING = "send the manifest to it with POST /functions/manage";

  private final ManifestReader reader;
  private final @Nullable Path folder;
  private final StoresCommand stores;
  private final String envPrefix;

  ManifestActions(
      ManifestReader reader, @Nullable Path folder, StoresCommand stores, String envPrefix) {
    this.reader = reader;
    this.folder = folder;
    this.stores = stores;
    this.envPrefix = envPrefix;
  }

  /**
   * Runs it.
   *
   * @param allowMoves whether an apply may send a secret of the stored fleet to another host
   */
  int run(Action action, String file, boolean allowMoves, PrintStream out, PrintStream err) {
    String text;
    try {
      text = FleetFile.text(Path.of(file));
    } catch (FleetFile.UnreadableException e) {
      err.println(e.getMessage());
      return ManageCommand.FAILED;
    } catch (InvalidPathException e) {
      err.println("the manifest's path is not one: " + e.getReason());
      return ManageCommand.FAILED;
    }
    return switch (reader.read(text)) {
      case Manifest.Invalid(var violations) -> {
        FleetFile.print(violations, out);
        yield ManageCommand.FAILED;
      }
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        FleetFile.warn(warnings, out);
        yield valid(action, text, wanted, allowMoves, out, err);
      }
    };
  }

  private int valid(
      Action action,
      String text,
      Fleet wanted,
      boolean allowMoves,
      PrintStream out,
      PrintStream err) {
    if (action == Action.VALIDATE) {
      out.println("valid: " + counts(wanted));
      return ManageCommand.DONE;
    }
    Path data = folder;
    if (data == null && action == Action.APPLY) {
      err.println(
          "headroom.local.data is not set, so nothing is kept: set it to the data folder, or where a"
              + " Headroom runs, "
              + RUNNING);
      print(FleetDiff.between(Fleet.EMPTY, wanted), out);
      return ManageCommand.DONE;
    }
    if (data == null || (action == Action.PLAN && !Files.exists(data))) {
      err.println("there is no data folder yet (headroom.local.data): compared with no fleet");
      print(FleetDiff.between(Fleet.EMPTY, wanted), out);
      return ManageCommand.DONE;
    }
    return stores.run(
        data,
        RUNNING,
        err,
        open -> {
          ManageCycle cycle =
              new ManageCycle(
                  reader,
                  open.fleet(),
                  TargetActions.cycle(open),
                  InstantSource.system(),
                  envPrefix);
          ManageReport report = cycle.run(action, text, actor(), allowMoves);
          if (!report.violations().isEmpty()) {
            FleetFile.print(report.violations(), out);
            return ManageCommand.FAILED;
          }
          print(report.changes(), out);
          report.secretMoves().forEach(out::println);
          report.held().forEach(target -> out.println(TargetActions.line(target)));
          return ManageCommand.DONE;
        });
  }

  private static String actor() {
    return LocalUser.by("command line");
  }

  private static void print(List<Change> changes, PrintStream out) {
    if (changes.isEmpty()) {
      out.println("nothing changes");
    }
    for (Change change : changes) {
      out.println(
          change.action().name().toLowerCase(Locale.ROOT)
              + " "
              + change.kind()
              + " "
              + change.id());
    }
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
