package dev.headroom.local.console;

import dev.headroom.config.BadValueException;
import dev.headroom.fleet.Violation;
import dev.headroom.local.config.DeployedTables;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The command {@code console}: finds the tables of the named stacks before anything is started. */
public final class ConsoleCommand {
  /** The command's name. */
  public static final String WORD = "console";

  /** Names of stacks. */
  public static final String STACK = "stack";

  /** Names of tables, instead of stacks. */
  public static final String TABLES = "tables";

  /** The only tenant that is shown. */
  public static final String TENANT = "tenant";

  // "Stack name" of the CloudFormation User Guide.
  private static final Pattern NAME =
      Pattern.compile(
          "(?<name>[A-Za-z][A-Za-z0-9-]{0,127})(?:@(?<region>[a-z]{2,}(?:-[a-z0-9]+)+))?");
  private static final String KEY = "headroom.console.";

  private final StackLookup lookup;
  private final TableCheck check;

  /** Looks stacks up with the caller's credentials. */
  public ConsoleCommand(Map<String, String> environment) {
    this(
        new StackLookup(
            DefaultCredentialsProvider.builder().build(),
            Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_CLOUDFORMATION"))
                .map(URI::create)),
        new TableCheck(Console::client));
  }

  ConsoleCommand(StackLookup lookup, TableCheck check) {
    this.lookup = lookup;
    this.check = check;
  }

  /**
   * What was asked for.
   *
   * @param keys of the configuration that make this program the console; empty if it cannot be
   * @param violations what is wrong; with keys, what is left out
   */
  public record Prepared(Map<String, String> keys, List<Violation> violations) {}

  /**
   * Returns the keys of the console.
   *
   * @param options by name
   */
  public Prepared prepare(Map<String, String> options) {
    List<Violation> violations = new ArrayList<>();
    List<DeployedTables> found = new ArrayList<>();
    String stacks = options.get(STACK);
    String tables = options.get(TABLES);
    if ((stacks == null) == (tables == null)) {
      violations.add(
          new Violation(
              "--" + STACK,
              null,
              stacks == null ? "is missing" : "cannot be given with --" + TABLES,
              "Name stacks with --stack headroom, or tables with --tables <samples>+<state>."));
    } else if (stacks != null) {
      Stream.of(stacks.split(",", -1)).map(String::strip).forEach(s -> find(s, found, violations));
    } else {
      read(tables, found, violations);
    }
    found.removeIf(stack -> !check.isShown(stack, violations));
    if (found.isEmpty()) {
      return new Prepared(Map.of(), violations);
    }
    DeployedTables first = found.getFirst();
    Map<String, String> keys = new HashMap<>();
    keys.put(KEY + TABLES, DeployedTables.listed(found));
    keys.put("headroom.tables.samples", first.tables().samples());
    keys.put("headroom.tables.state", first.tables().state());
    Optional.ofNullable(options.get(TENANT)).ifPresent(id -> keys.put(KEY + TENANT, id));
    return new Prepared(keys, violations);
  }

  private static void read(String text, List<DeployedTables> found, List<Violation> violations) {
    try {
      DeployedTables.All read = new DeployedTables.Listed().convert(text);
      if (read != null) {
        found.addAll(read.stacks());
      }
    } catch (BadValueException e) {
      violations.add(new Violation("--" + TABLES, text, e.problem(), e.remedy()));
    }
  }

  private void find(String word, List<DeployedTables> found, List<Violation> violations) {
    Matcher matcher = NAME.matcher(word);
    if (!matcher.matches()) {
      violations.add(
          new Violation(
              "--" + STACK,
              word,
              "is not the name of a stack",
              "Write names such as headroom, or headroom@eu-west-1, with commas between them."));
      return;
    }
    Optional<Region> region =
        Optional.ofNullable(matcher.group("region")).map(Region::of).or(ConsoleCommand::region);
    if (region.isEmpty()) {
      violations.add(
          new Violation(
              "--" + STACK,
              word,
              "is in no known region",
              "Write %s@eu-west-1, or set AWS_REGION or a profile with a region.".formatted(word)));
      return;
    }
    try {
      DeployedTables tables = lookup.find(matcher.group("name"), region.get());
      if (found.stream().anyMatch(other -> other.name().equals(tables.name()))) {
        found.add(
            new DeployedTables(
                tables.name() + "-" + region.get().id(), tables.tables(), tables.region()));
      } else {
        found.add(tables);
      }
    } catch (StackLookup.NotFoundException e) {
      violations.add(
          new Violation(
              "--" + STACK,
              word,
              "cannot be shown: " + e.getMessage(),
              "Check the name, the region and the AWS profile; the identity needs"
                  + " cloudformation:DescribeStacks, or name the tables with --tables."));
    }
  }

  private static Optional<Region> region() {
    try {
      return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }
}
