package dev.headroom.local.console;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.config.ConsoleConfig;
import dev.headroom.local.config.DeployedTables;
import dev.headroom.report.NoteViews;
import dev.headroom.wiring.RemoteViews;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * What this program shows of deployed stacks, if it was started as a console: nothing is polled,
 * nothing is sent, and their tables are only read.
 */
@Singleton
public class Console implements RemoteViews, AutoCloseable {
  private final List<Open> open;
  private final Optional<Shown> shown;

  /** A stack whose tables can be read. */
  record Open(DeployedTables tables, DynamoDbClient client) {}

  /** The stacks of the configuration. */
  @Inject
  public Console(ConsoleConfig config, InstantSource clock) {
    List<Open> all = new ArrayList<>();
    config.tables().map(DeployedTables.All::stacks).orElse(List.of()).stream()
        .map(tables -> new Open(tables, client(tables)))
        .forEach(all::add);
    this.open = List.copyOf(all);
    this.shown =
        open.isEmpty()
            ? Optional.empty()
            : Optional.of(
                shown(
                    open.stream()
                        .map(
                            one ->
                                Stack.over(
                                    one.tables().name(),
                                    one.client(),
                                    one.tables().tables(),
                                    clock))
                        .toList()));
  }

  private static Shown shown(List<Stack> all) {
    if (all.size() == 1) {
      Stack only = all.getFirst();
      return new Shown(only.views(), only.usage(), only.access(), only.notes());
    }
    Stacks stacks = new Stacks(all);
    stacks
        .shared()
        .forEach(
            (org, names) ->
                Log.warnf(
                    "org %s is in the stacks %s, and shown as %s has it. Remove it from the others,"
                        + " or give it another id there.",
                    org, String.join(" and ", names), names.getFirst()));
    return new Shown(
        new SeveralViews(stacks),
        new SeveralUsage(stacks),
        new SeveralAccess(stacks),
        new NoteViews(new SeveralNotes(stacks)));
  }

  /** Returns whether several stacks are shown as one fleet. */
  public boolean isSeveral() {
    return open.size() > 1;
  }

  /** Returns whether this program is a console; otherwise it is local mode. */
  public boolean isOn() {
    return !open.isEmpty();
  }

  /** Returns a client of the first stack that can only read. */
  public DynamoDbClient client() {
    return open.getFirst().client();
  }

  /** Returns the names of the tables of the first stack. */
  public Tables tables() {
    return open.getFirst().tables().tables();
  }

  @Override
  public Optional<Shown> shown() {
    return shown;
  }

  /** Reads with the caller's AWS credentials. */
  static DynamoDbClient client(DeployedTables tables) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .overrideConfiguration(c -> c.addExecutionInterceptor(new ReadOnly()));
    tables.region().map(Region::of).ifPresent(builder::region);
    return builder.build();
  }

  @Override
  @PreDestroy
  public void close() {
    open.forEach(one -> one.client().close());
  }
}
