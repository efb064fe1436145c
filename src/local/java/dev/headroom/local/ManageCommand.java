package dev.headroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ManageCycle;
import dev.headroom.cycle.ManageCycle.Action;
import dev.headroom.cycle.ManageReport;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.dynamodb.DynamoDbFleetStore;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.org.dynamodb.FleetVersion;
import dev.headroom.wiring.TargetTypes;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The command line {@code manage validate|plan|apply fleet.yaml}. Starts no application and opens
 * no port; plan and apply work on the data folder.
 */
public final class ManageCommand {
  /** The manifest is valid, and what was asked is done. */
  public static final int DONE = 0;

  /** Violations, or the command could not be carried out. */
  public static final int FAILED = 2;

  private static final String USAGE = "usage: manage validate|plan|apply <fleet.yaml>";
  private static final String RUNNING = "send the manifest to it with POST /functions/manage";

  private final @Nullable Path dataFolder;
  private final Tables tables;
  private final ManifestReader reader;

  /**
   * A command under a configuration.
   *
   * @param config gives {@code headroom.local.data}, {@code headroom.egress.allow-loopback} and the
   *     names of the tables
   */
  public ManageCommand(Config config) {
    this.dataFolder =
        config
            .getOptionalValue("headroom.local.data", String.class)
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElse(null);
    this.tables =
        new Tables(
            config
                .getOptionalValue("headroom.tables.samples", String.class)
                .orElse(Tables.DEFAULT.samples()),
            config
                .getOptionalValue("headroom.tables.state", String.class)
                .orElse(Tables.DEFAULT.state()));
    boolean loopback =
        config
            .getOptionalValue("headroom.egress.allow-loopback", Boolean.class)
            .orElse(Boolean.FALSE);
    this.reader = new YamlManifestReader(new EgressPolicy(loopback), TargetTypes.ALL);
  }

  /**
   * Runs the command.
   *
   * @param args what follows {@code manage}
   * @param out gets violations and changes, one a line
   * @param err gets one line when the command cannot be carried out
   * @return the exit code
   */
  public int run(List<String> args, PrintStream out, PrintStream err) {
    Optional<Action> action = args.size() == 2 ? Action.of(args.get(0)) : Optional.empty();
    if (action.isEmpty()) {
      err.println(USAGE);
      return FAILED;
    }
    String text;
    try {
      text = FleetFile.text(Path.of(args.get(1)));
    } catch (FleetFile.UnreadableException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (InvalidPathException e) {
      err.println("the manifest's path is not one: " + e.getReason());
      return FAILED;
    }
    return switch (reader.read(text)) {
      case Manifest.Invalid(var violations) -> {
        FleetFile.print(violations, out);
        yield FAILED;
      }
      case Manifest.Valid(Fleet wanted) -> valid(action.get(), text, wanted, out, err);
    };
  }

  private int valid(Action action, String text, Fleet wanted, PrintStream out, PrintStream err) {
    if (action == Action.VALIDATE) {
      out.println("valid: " + counts(wanted));
      return DONE;
    }
    Path folder = dataFolder;
    if (folder == null && action == Action.APPLY) {
      err.println(
          "headroom.local.data is not set, so nothing is kept: set it to the data folder, or where a"
              + " Headroom runs, "
              + RUNNING);
      printChanges(FleetDiff.between(Fleet.EMPTY, wanted), out);
      return DONE;
    }
    if (folder == null || (action == Action.PLAN && !Files.exists(folder))) {
      err.println("there is no data folder yet (headroom.local.data): compared with no fleet");
      printChanges(FleetDiff.between(Fleet.EMPTY, wanted), out);
      return DONE;
    }
    return inFolder(folder, action, text, out, err);
  }

  private int inFolder(Path folder, Action action, String text, PrintStream out, PrintStream err) {
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(folder)) {
      TableCreator.createMissing(database.client(), tables);
      InstantSource clock = InstantSource.system();
      FleetVersion version = new FleetVersion(database.client(), tables, clock);
      DynamoDbFleetStore store =
          new DynamoDbFleetStore(database.client(), tables, version, new ObjectMapper());
      ManageReport report = new ManageCycle(reader, store, clock).run(action, text, actor());
      printChanges(report.changes(), out);
      return DONE;
    } catch (DataFolderException e) {
      err.println(
          e.isInUse()
              ? "the data folder " + folder + " is in use by a running Headroom: " + RUNNING
              : e.getMessage());
      return FAILED;
    } catch (StoreUnavailableException e) {
      err.println(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return FAILED;
    }
  }

  private static String actor() {
    return "command line " + System.getProperty("user.name", "");
  }

  private static void printChanges(List<Change> changes, PrintStream out) {
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
