package dev.headroom.local;

import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Outcome;
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
   * @param allowMoves whether an apply may send a secret of the stored fleet to another host
   * @param out receives the warnings
   * @param err receives a note if there is nothing to compare with
   */
  CommandReply run(
      Action action, String file, boolean allowMoves, PrintStream out, PrintStream err) {
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
      case Manifest.Invalid(var violations) -> new CommandReply.Heard(Outcome.wrong(violations));
      case Manifest.Valid(Fleet wanted, var warnings) -> {
        FleetFile.warn(warnings, out);
        yield valid(action, text, wanted, allowMoves, err);
      }
    };
  }

  private CommandReply valid(
      Action action, String text, Fleet wanted, boolean allowMoves, PrintStream err) {
    if (action == Action.VALIDATE) {
      return new CommandReply.Heard(Outcome.of("valid: " + counts(wanted)));
    }
    Path data = folder;
    if (data == null && action == Action.APPLY) {
      err.println(
          "headroom.local.data is not set, so nothing is kept: set it to the data folder, or where a"
              + " Headroom runs, "
              + RUNNING);
      return comparedWithNone(wanted);
    }
    if (data == null || (action == Action.PLAN && !Files.exists(data))) {
      err.println("there is no data folder yet (headroom.local.data): compared with no fleet");
      return comparedWithNone(wanted);
    }
    Map<String, String> members = new HashMap<>(Map.of(ManageWork.MANIFEST, text));
    if (allowMoves) {
      members.put(ManageWork.ALLOW_SECRET_MOVES, "true");
    }
    return stores.ask(data, new Order(action.word(), LocalUser.name(), members), RUNNING);
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
