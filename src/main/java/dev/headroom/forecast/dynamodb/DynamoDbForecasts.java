package dev.headroom.forecast.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.NameDictionary;
import dev.headroom.org.OrgId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Forecasts in the state table. {@code ORG#<org>}/{@code FORECAST} is rewritten each time; the
 * larger {@code FORECAST#WEEK} only when it has changed. Each names the digest of the week that
 * belongs to it, so that parts from two moments are never combined.
 */
@ApplicationScoped
public class DynamoDbForecasts implements ForecastStore {
  private static final String AS_OF = "asOf";
  private static final String WEEK = "week";
  private static final String BODY = "body";

  /** The zone that the week follows; absent for GMT. */
  private static final String ZONE = "zone";

  private final DynamoDbClient client;
  private final Tables tables;
  private final ForecastBytes bytes;

  /** The stored week of each org, as far as this instance knows. */
  private final Map<OrgId, Long> weeks = new ConcurrentHashMap<>();

  /** Uses these tables. */
  public DynamoDbForecasts(DynamoDbClient client, Tables tables, NameDictionary dictionary) {
    this.client = client;
    this.tables = tables;
    this.bytes = new ForecastBytes(dictionary);
  }

  @Override
  public Optional<StoredForecasts> load(OrgId org) {
    Map<String, Item> rows =
        StoreCalls.queryAll(
                "read the forecasts of " + org,
                client,
                QueryRequest.builder()
                    .tableName(tables.state())
                    .keyConditionExpression(
                        Tables.IN_PARTITION + " AND begins_with(" + Tables.SK + ", :sk)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            AttributeValue.fromS(Tables.ofOrg(org)),
                            ":sk",
                            AttributeValue.fromS(Tables.FORECAST)))
                    .build())
            .stream()
            .collect(Collectors.toMap(row -> row.text(Tables.SK), row -> row));
    Item quick = rows.get(Tables.FORECAST);
    Item slow = rows.get(Tables.FORECAST_WEEK);
    if (quick == null || slow == null || quick.number(WEEK) != slow.number(WEEK)) {
      return Optional.empty();
    }
    try {
      StoredForecasts forecasts =
          new StoredForecasts(
              quick.seconds("since"),
              quick.seconds(AS_OF),
              zone(quick),
              bytes.read(quick.bytes(BODY), slow.bytes(BODY)));
      weeks.put(org, quick.number(WEEK));
      return Optional.of(forecasts);
    } catch (IOException | IllegalStateException | DateTimeException e) {
      // Of another version, damaged, or of a zone that no longer exists: replay the history.
      return Optional.empty();
    }
  }

  @Override
  public void save(OrgId org, StoredForecasts forecasts) {
    byte[] slow = bytes.slow(forecasts);
    long week = digest(slow);
    Item quick =
        Item.of(Tables.ofOrg(org), Tables.FORECAST)
            .seconds("since", forecasts.since())
            .seconds(AS_OF, forecasts.asOf())
            .number(WEEK, week)
            .text(ZONE, forecasts.zone().equals(ZoneOffset.UTC) ? null : forecasts.zone().getId())
            .bytes(BODY, bytes.quick(forecasts))
            .build();
    Long known = weeks.get(org);
    String attempt = "keep the forecasts of " + org;
    if (known != null && known == week) {
      Put put = put(quick, forecasts, "asOf <= :asOf AND week = :week", week);
      StoreCalls.Write done =
          StoreCalls.conditionally(
              attempt,
              () ->
                  client.putItem(
                      p ->
                          p.tableName(put.tableName())
                              .item(put.item())
                              .conditionExpression(put.conditionExpression())
                              .expressionAttributeValues(put.expressionAttributeValues())));
      if (done == StoreCalls.Write.DONE) {
        return;
      }
    }
    Item weekly =
        Item.of(Tables.ofOrg(org), Tables.FORECAST_WEEK)
            .seconds(AS_OF, forecasts.asOf())
            .number(WEEK, week)
            .bytes(BODY, slow)
            .build();
    String later = Tables.IS_NEW + " OR asOf <= :asOf";
    StoreCalls.Write done =
        StoreCalls.conditionally(
            attempt,
            () ->
                client.transactWriteItems(
                    t ->
                        t.transactItems(
                            List.of(
                                    put(quick, forecasts, later, null),
                                    put(weekly, forecasts, later, null))
                                .stream()
                                .map(p -> TransactWriteItem.builder().put(p).build())
                                .toList())));
    if (done == StoreCalls.Write.DONE) {
      weeks.put(org, week);
    }
  }

  private Put put(Item item, StoredForecasts forecasts, String condition, @Nullable Long week) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":asOf", Item.number(forecasts.asOf().getEpochSecond()));
    if (week != null) {
      values.put(":week", Item.number(week));
    }
    return Put.builder()
        .tableName(tables.state())
        .item(item.attributes())
        .conditionExpression(condition)
        .expressionAttributeValues(values)
        .build();
  }

  private static ZoneId zone(Item row) {
    return row.findText(ZONE).map(ZoneId::of).orElse(ZoneOffset.UTC);
  }

  private static long digest(byte[] week) {
    return ((long) Arrays.hashCode(week) << 20) ^ week.length;
  }
}
