package dev.headroom.local.console;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Violation;
import dev.headroom.local.config.DeployedTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds out, by one read of each table, whether a stack can be shown. */
final class TableCheck {
  private static final String REMEDY =
      "Allow dynamodb:GetItem, BatchGetItem and Query on the table and its indexes to your AWS"
          + " identity, or correct the name or the region.";

  /** A partition that has nothing. */
  private static final String NOBODY = "-";

  private final Function<DeployedTables, DynamoDbClient> clients;

  /** Reads by these clients. */
  TableCheck(Function<DeployedTables, DynamoDbClient> clients) {
    this.clients = clients;
  }

  /**
   * Returns whether there is something to show. Without the state table there is not; without the
   * samples there is all but the past.
   *
   * @param violations receives what cannot be read
   */
  boolean isShown(DeployedTables stack, List<Violation> violations) {
    Tables tables = stack.tables();
    try (DynamoDbClient client = clients.apply(stack)) {
      Optional<String> state =
          refusal(client, tables.state(), Item.key(Tables.META, Tables.FLEET_VERSION));
      if (state.isPresent()) {
        violations.add(
            new Violation(
                "stack " + stack.name(),
                tables.state(),
                "is left out, for its table of states cannot be read: " + state.get(),
                REMEDY));
        return false;
      }
      refusal(
              client,
              tables.samples(),
              Map.of(Tables.PK, AttributeValue.fromS(NOBODY), Tables.SK, AttributeValue.fromN("0")))
          .ifPresent(
              why ->
                  violations.add(
                      new Violation(
                          "stack " + stack.name(),
                          tables.samples(),
                          "is shown without history, for its table of samples cannot be read: "
                              + why,
                          REMEDY)));
      return true;
    }
  }

  private static Optional<String> refusal(
      DynamoDbClient client, String table, Map<String, AttributeValue> key) {
    try {
      client.getItem(g -> g.tableName(table).key(key));
      return Optional.empty();
    } catch (AwsServiceException e) {
      return Optional.of(
          "%s, %s".formatted(e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage()));
    } catch (SdkException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
