package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.FleetIndex;
import dev.headroom.alert.Glance;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.org.OrgId;
import dev.headroom.org.UnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** States, alerts and the outbox in the state table. */
@ApplicationScoped
public class DynamoDbAlertStates implements AlertStates, Episodes, FleetIndex {
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String UNCHANGED = Tables.VERSION + " = :before";
  private static final String NONE_YET = Tables.IS_NEW;

  private static final System.Logger LOG = System.getLogger(DynamoDbAlertStates.class.getName());

  private final DynamoDbClient client;
  private final Tables tables;
  private final StateRow states;
  private final @Nullable DynamoDbNameDictionary names;
  private final TransitionJson transitions;
  private final InstantSource clock;

  /**
   * Uses these tables.
   *
   * @param clock real time, to know how long an outbox entry has been waiting
   */
  public DynamoDbAlertStates(
      DynamoDbClient client,
      Tables tables,
      NameDictionary dictionary,
      ObjectMapper json,
      InstantSource clock) {
    this.client = client;
    this.tables = tables;
    this.states = new StateRow(json, dictionary);
    this.names = dictionary instanceof DynamoDbNameDictionary shared ? shared : null;
    this.transitions = new TransitionJson(json);
    this.clock = clock;
  }

  @Override
  public OrgState read(OrgId org) {
    return read(org, true);
  }

  @Override
  public OrgState readRecent(OrgId org) {
    return read(org, false);
  }

  private OrgState read(OrgId org, boolean consistently) {
    Item row =
        names != null && names.isUnread()
            ? readWith(names, org, consistently)
            : new Item(
                StoreCalls.call(
                    "read the state of " + org,
                    () ->
                        client
                            .getItem(
                                g ->
                                    g.tableName(tables.state())
                                        .key(Item.key(Tables.ofOrg(org), Tables.STATE))
                                        .consistentRead(consistently))
                            .item()));
    return row.attributes().isEmpty() ? OrgState.neverRead(org) : states.read(org, row);
  }

  /** The first state that a new process reads cannot be understood without names: one call. */
  private Item readWith(DynamoDbNameDictionary unread, OrgId org, boolean consistently) {
    Item state = new Item(Map.of());
    Item page = state;
    for (Item row :
        StoreCalls.batchGet(
            "read the state of " + org,
            client,
            tables.state(),
            List.of(Item.key(Tables.ofOrg(org), Tables.STATE), DynamoDbNameDictionary.firstPage()),
            consistently)) {
      if (row.text(Tables.PK).equals(Tables.META)) {
        page = row;
      } else {
        state = row;
      }
    }
    unread.read(page);
    return state;
  }

  @Override
  public List<OrgState> readAll(List<OrgId> orgs) {
    Map<OrgId, OrgState> found = new LinkedHashMap<>();
    orgs.forEach(org -> found.put(org, OrgState.neverRead(org)));
    Map<String, OrgId> byPartition = new HashMap<>();
    found.keySet().forEach(org -> byPartition.put(Tables.ofOrg(org), org));
    StoreCalls.batchGet(
            "read the states of " + found.size() + " orgs",
            client,
            tables.state(),
            byPartition.keySet().stream().map(pk -> Item.key(pk, Tables.STATE)).toList(),
            false)
        .forEach(
            row -> {
              OrgId org = byPartition.get(row.text(Tables.PK));
              if (org != null) {
                findReadable(org, row)
                    .ifPresentOrElse(state -> found.put(org, state), () -> found.remove(org));
              }
            });
    return List.copyOf(found.values());
  }

  private Optional<OrgState> findReadable(OrgId org, Item row) {
    try {
      return Optional.of(states.read(org, row));
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Anyone who reads only this org gets the same error.
      LOG.log(Level.ERROR, "the stored state of " + org + " is damaged", e);
      return Optional.empty();
    }
  }

  @Override
  public CommitResult commit(OrgState next, List<Transition> all) {
    if (all.size() > MAX_TRANSITIONS) {
      throw new IllegalArgumentException(
          all.size() + " transitions in one commit; at most " + MAX_TRANSITIONS);
    }
    String attempt = "commit slot " + next.lastSlot() + " of " + next.org();
    Put state = statePut(next);
    Optional<Put> index = indexPut(next);
    Write done =
        all.isEmpty() && index.isEmpty()
            ? StoreCalls.conditionally(attempt, () -> put(state))
            : StoreCalls.conditionally(
                attempt, () -> transact(transaction(next, state, index, all)));
    return done == Write.DONE ? CommitResult.COMMITTED : CommitResult.CONFLICT;
  }

  private void put(Put put) {
    client.putItem(
        p ->
            p.tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeValues(
                    put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null));
  }

  private void transact(List<TransactWriteItem> writes) {
    client.transactWriteItems(t -> t.transactItems(writes));
  }

  private Put statePut(OrgState next) {
    Put.Builder put = Put.builder().tableName(tables.state()).item(states.write(next).attributes());
    return next.version() == 1
        ? put.conditionExpression(NONE_YET).build()
        : put.conditionExpression(UNCHANGED)
            .expressionAttributeValues(Map.of(":before", Item.number(next.version() - 1)))
            .build();
  }

  /** The row of the index if this commit has to write it; in most it stays as it is. */
  private Optional<Put> indexPut(OrgState next) {
    Glance glance = next.shown().indexed();
    return glance == null || glance.version() != next.version()
        ? Optional.empty()
        : Optional.of(
            Put.builder()
                .tableName(tables.state())
                .item(states.index(glance).attributes())
                .build());
  }

  private List<TransactWriteItem> transaction(
      OrgState next, Put state, Optional<Put> index, List<Transition> all) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().put(state).build());
    index.ifPresent(row -> writes.add(TransactWriteItem.builder().put(row).build()));
    Instant created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (int i = 0; i < all.size(); i++) {
      Transition transition = all.get(i);
      String id = OutboxKeys.id(next.org(), next.version(), i);
      writes.add(
          TransactWriteItem.builder()
              .put(
                  p ->
                      p.tableName(tables.state())
                          .item(
                              AlertRow.write(transition.key(), transition.episode(), id)
                                  .attributes()))
              .build());
      Item outbox =
          Item.of(Tables.ofOutbox(next.org()), OutboxKeys.sk(next.version(), i))
              .text("type", "OUTBOX")
              .text("transition", transitions.write(transition))
              // Anyone who commits between this read and our commit raises the version, and ours is
              // refused.
              .text("previous", LastOutbox.of(client, tables, transition.key()).orElse(null))
              .text(Tables.PENDING_PK, "OUTBOX")
              .text(Tables.PENDING_SK, sortable(created) + "#" + id)
              .build();
      writes.add(
          TransactWriteItem.builder()
              .put(
                  p ->
                      p.tableName(tables.state())
                          .item(outbox.attributes())
                          .conditionExpression(NONE_YET))
              .build());
    }
    return writes;
  }

  /** ISO, always with three digits of a second, so that text order is time order. */
  private static String sortable(Instant time) {
    return SORTABLE.format(time);
  }

  @Override
  public Optional<AlertRecord> newest(AlertKey key) {
    return LastOutbox.row(client, tables, key).map(AlertRow::read);
  }

  @Override
  public List<AlertRecord> of(AlertKey key, int most) {
    return LastOutbox.rows(client, tables, key, most).stream().map(AlertRow::read).toList();
  }

  @Override
  public List<AlertRecord> open() {
    return StoreCalls.queryAll("read the open alerts", client, index(Tables.OPEN_ALERTS)).stream()
        .map(AlertRow::read)
        .toList();
  }

  @Override
  public List<Glance> glances(Collection<OrgId> orgs) {
    Set<OrgId> wanted = Set.copyOf(orgs);
    return wanted.isEmpty()
        ? List.of()
        : StoreCalls.queryAll("read the fleet index", client, index(Tables.GLANCES)).stream()
            .map(states::readIndex)
            .flatMap(Optional::stream)
            .filter(glance -> wanted.contains(glance.org()))
            .toList();
  }

  @Override
  public List<AlertRecord> newest(int most) {
    List<Item> resolved =
        StoreCalls.queryFirst(
            "read the resolved alerts", client, index(Tables.RESOLVED_ALERTS), most);
    return Stream.concat(open().stream(), resolved.stream().map(AlertRow::read))
        .sorted(Comparator.comparing((AlertRecord a) -> a.episode().openedAt()).reversed())
        .limit(most)
        .toList();
  }

  private QueryRequest index(String partition) {
    return QueryRequest.builder()
        .tableName(tables.state())
        .indexName(Tables.FLEET_INDEX)
        .keyConditionExpression(Tables.IN_FLEET_PARTITION)
        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
        .scanIndexForward(false)
        .build();
  }

  @Override
  public Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
    GetItemResponse found =
        StoreCalls.call(
            "read an alert of " + key.org(),
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(Tables.ofOrg(key.org()), AlertRow.sk(key, openedAt)))
                            .consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? Optional.of(AlertRow.read(new Item(found.item())))
        : Optional.empty();
  }
}
