package dev.headroom.local;

import dev.headroom.auth.env.SecretsConfig;
import dev.headroom.cycle.ManageCycle.Action;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.history.dynamodb.HistoryConfig;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.wiring.Keys;
import dev.headroom.wiring.TargetTypes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * The command line {@code manage <action> ...}. Starts no application and opens no port; all but
 * {@code validate} work on the data folder.
 */
public final class ManageCommand {
  /** What was asked is done. */
  public static final int DONE = 0;

  /** Violations, or the command could not be carried out. */
  public static final int FAILED = 2;

  private static final String USAGE = "usage: manage validate|plan|apply <fleet.yaml>";
  private static final String ALLOW_SECRET_MOVES = "--allow-secret-moves";
  private static final String APPLY_USAGE = "       manage apply --allow-secret-moves <fleet.yaml>";
  private static final Duration RETENTION = Duration.ofDays(30);

  private final ManifestActions manifests;
  private final TargetActions targets;
  private final OrgActions orgs;
  private final List<OrgAction> actions;

  /**
   * A command under a configuration.
   *
   * @param config gives {@code headroom.local.data}, {@code headroom.egress.allow-loopback}, {@code
   *     headroom.history.raw-retention}, {@code headroom.poll.interval}, {@code
   *     headroom.secrets.env-prefix} and the names of the tables
   */
  public ManageCommand(Config config) {
    Path folder =
        config
            .getOptionalValue("headroom.local.data", String.class)
            .filter(value -> !value.isBlank())
            .map(Path::of)
            .orElse(null);
    StoresCommand stores = new StoresCommand(tables(config), retention(config));
    ManifestReader reader =
        new YamlManifestReader(
            new EgressPolicy(
                config
                    .getOptionalValue("headroom.egress.allow-loopback", Boolean.class)
                    .orElse(Boolean.FALSE)),
            TargetTypes.ALL,
            Keys.interval(values(config)),
            new CsvLimitCatalogue().names());
    this.manifests = new ManifestActions(reader, folder, stores, envPrefix(config));
    this.targets = new TargetActions(folder, stores);
    this.orgs = new OrgActions(folder, stores);
    this.actions = List.of(new BacktestAction(reader), new WhatIfAction());
  }

  private static Tables tables(Config config) {
    return new Tables(
        config
            .getOptionalValue("headroom.tables.samples", String.class)
            .orElse(Tables.DEFAULT.samples()),
        config
            .getOptionalValue("headroom.tables.state", String.class)
            .orElse(Tables.DEFAULT.state()));
  }

  /** What was set to nothing is nothing; what was not set is as usual. */
  private static String envPrefix(Config config) {
    ConfigValue prefix = config.getConfigValue("headroom.secrets.env-prefix");
    return prefix.getSourceName() == null
        ? SecretsConfig.ENV_PREFIX
        : Objects.requireNonNullElse(prefix.getValue(), "");
  }

  private static Duration retention(Config config) {
    return Keys.value(
            values(config), "headroom.history.raw-retention", new HistoryConfig.Retention())
        .orElse(RETENTION);
  }

  private static Keys.Values values(Config config) {
    return key -> config.getConfigValue(key).getValue();
  }

  /**
   * Runs the command.
   *
   * @param args what follows {@code manage}
   * @param out gets violations and the answer
   * @param err gets one line when the command cannot be carried out
   * @return the exit code
   */
  public int run(List<String> args, PrintStream out, PrintStream err) {
    boolean moves =
        args.size() == 3
            && args.getFirst().equals(Action.APPLY.word())
            && args.contains(ALLOW_SECRET_MOVES);
    List<String> plain =
        moves ? args.stream().filter(a -> !a.equals(ALLOW_SECRET_MOVES)).toList() : args;
    Optional<Action> manifest = plain.size() == 2 ? Action.of(plain.get(0)) : Optional.empty();
    if (manifest.isPresent()) {
      return manifests.run(manifest.get(), plain.get(1), moves, out, err);
    }
    if (!args.isEmpty() && args.getFirst().equals(TargetActions.RESUME)) {
      return targets.resume(args.subList(1, args.size()), out, err);
    }
    @Nullable OrgAction org =
        actions.stream()
            .filter(action -> !args.isEmpty() && action.word().equals(args.getFirst()))
            .findFirst()
            .orElse(null);
    if (org != null) {
      return orgs.run(org, args.subList(1, args.size()), out, err);
    }
    err.println(USAGE);
    err.println(APPLY_USAGE);
    err.println("       " + TargetActions.USAGE);
    actions.forEach(action -> err.println("       " + OrgActions.usage(action)));
    return FAILED;
  }
}
