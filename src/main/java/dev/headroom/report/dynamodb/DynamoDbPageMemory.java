package dev.headroom.report.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.report.PageMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** One row per org and tenant, all in one partition: 1,000 orgs are read with some 40 units. */
public final class DynamoDbPageMemory implements PageMemory {
  private static final Duration KEPT = Duration.ofDays(90);
  private static final String FACTS = "facts";
  private static final String DAY = "day";
  private static final String FILES = "files";

  private final DynamoDbClient client;
  private final Tables tables;
  private final InstantSource clock;

  /** Uses these tables; rows age by {@code clock}, the real one. */
  public DynamoDbPageMemory(DynamoDbClient client, Tables tables, InstantSource clock) {
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public Map<String, Written> all() {
    return StoreCalls.queryAll(
            "read which pages were written",
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression(Tables.IN_PARTITION)
                .expressionAttributeValues(
                    Map.of(":pk", AttributeValue.fromS(Tables.WRITTEN_PAGES)))
                .build())
        .stream()
        .collect(Collectors.toMap(row -> row.text(Tables.SK), DynamoDbPageMemory::read));
  }

  @Override
  public void put(String about, Written written) {
    Item row =
        Item.of(Tables.WRITTEN_PAGES, about)
            .text(FACTS, written.facts())
            .number(DAY, written.day())
            .text(
                FILES,
                written.files().entrySet().stream()
                    .map(file -> file.getKey() + " " + file.getValue())
                    .collect(Collectors.joining("\n")))
            .seconds(Tables.TTL, clock.instant().plus(KEPT))
            .build();
    StoreCalls.call(
        "remember which pages of " + about + " were written",
        () -> client.putItem(p -> p.tableName(tables.state()).item(row.attributes())));
  }

  private static Written read(Item row) {
    TreeMap<String, String> files = new TreeMap<>();
    row.text(FILES)
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(file -> files.put(file[0], file[1]));
    return new Written(row.text(FACTS), row.number(DAY), files);
  }
}
