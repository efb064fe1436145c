package dev.headroom.cycle.poll;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a poll reads and writes, packed as in production, over {@link RowsInAMap}. */
record PackedStores(DynamoDbAlertStates states, WholeHistory history) {
  private static final Duration KEPT = Duration.ofDays(30);

  PackedStores(InstantSource clock) {
    this(new RowsInAMap(), clock);
  }

  private PackedStores(RowsInAMap rows, InstantSource clock) {
    this(rows, new DynamoDbNameDictionary(rows.client(), Tables.DEFAULT), clock);
  }

  private PackedStores(RowsInAMap rows, NameDictionary dictionary, InstantSource clock) {
    this(
        new DynamoDbAlertStates(rows.client(), Tables.DEFAULT, dictionary, new JsonMapper(), clock),
        rows,
        dictionary,
        clock);
  }

  private PackedStores(
      DynamoDbAlertStates states, RowsInAMap rows, NameDictionary dictionary, InstantSource clock) {
    this(
        states,
        new WholeHistory(
            new DynamoDbUsageHistory(rows.client(), Tables.DEFAULT, dictionary, clock, KEPT),
            new WholeHistory.Waiting(new WaitingSamples(states)::of, dictionary),
            clock,
            KEPT));
  }

  static OrgDirectory directory(List<Org> orgs) {
    Map<OrgId, Org> byId = orgs.stream().collect(Collectors.toMap(Org::id, Function.identity()));
    return new OrgDirectory() {
      @Override
      public Optional<Org> find(OrgId id) {
        return Optional.ofNullable(byId.get(id));
      }

      @Override
      public List<Org> all() {
        return orgs;
      }
    };
  }
}
