package dev.headroom.access.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.access.AccessDay;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.AuditMemory.OpenAlert;
import dev.headroom.access.Finding;
import dev.headroom.access.Posture;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.SubjectRef;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Erases what is stored about an org's access, or about one of its users. */
final class Erasure {
  private static final String BODY = "body";
  private static final String USERS = "users";
  private static final int TRIES = 5;

  private final DynamoDbClient client;
  private final Tables tables;

  Erasure(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  /** Erases every row of {@code org}. Returns how many there were. */
  int all(OrgId org) {
    String attempt = "erase the access postures of " + org;
    List<WriteRequest> writes = new ArrayList<>();
    for (String prefix :
        List.of(
            Tables.POSTURE_PREFIX,
            Tables.POSTURE_PARTS_PREFIX,
            Tables.POSTURE_NAMES_PREFIX,
            Tables.ACCESS_DAY_PREFIX,
            Tables.AUDIT_MEMORY)) {
      for (Item row : rows(attempt, org, prefix, true)) {
        writes.add(
            WriteRequest.builder()
                .deleteRequest(d -> d.key(Item.key(row.text(Tables.PK), row.text(Tables.SK))))
                .build());
      }
    }
    StoreCalls.batchWrite(attempt, client, tables.state(), writes);
    return writes.size();
  }

  /** Erases {@code user}, an id or a name, from every row of {@code org}. */
  int user(OrgId org, String user, DynamoDbPostures postures) {
    String attempt = "erase a user from the access postures of " + org;
    List<Item> names = rows(attempt, org, Tables.POSTURE_NAMES_PREFIX, false);
    Set<String> keys = new HashSet<>();
    if (user.matches("005[A-Za-z0-9]{12}([A-Za-z0-9]{3})?")) {
      keys.add(SalesforceId.key(user));
    }
    names.forEach(
        row ->
            unpacked(attempt, row)
                .properties()
                .forEach(
                    name -> {
                      if (name.getValue().asText().equalsIgnoreCase(user)
                          && !name.getKey().startsWith("#")) {
                        keys.add(name.getKey());
                      }
                    }));
    int changed = 0;
    for (Item row : rows(attempt, org, Tables.POSTURE_PREFIX, false)) {
      Posture posture = postures.stored(attempt, org, row);
      Posture without = without(posture, keys);
      if (!without.equals(posture)) {
        postures.replace(attempt, org, without);
        changed++;
      }
    }
    for (Item row : rows(attempt, org, Tables.ACCESS_DAY_PREFIX, false)) {
      AccessDay day = AccessForms.readDay(unpacked(attempt, row));
      AccessDay without = without(day, keys);
      if (!without.equals(day)) {
        put(attempt, row, AccessForms.write(without));
        changed++;
      }
    }
    for (Item row : names) {
      ObjectNode kept = (ObjectNode) unpacked(attempt, row);
      int before = kept.size();
      List<String> gone = new ArrayList<>(keys);
      kept.properties()
          .forEach(
              name -> {
                if (name.getValue().asText().equalsIgnoreCase(user)) {
                  gone.add(name.getKey());
                }
              });
      kept.remove(gone);
      if (kept.size() < before) {
        put(attempt, row, kept);
        changed++;
      }
    }
    return changed + forget(org, keys, postures);
  }

  /** The next audit reports the user again if the org still has it. */
  private static int forget(OrgId org, Set<String> keys, DynamoDbPostures postures) {
    for (int tries = 0; tries < TRIES; tries++) {
      AuditMemory memory = postures.memory(org);
      AuditMemory without = without(memory, keys);
      if (without.equals(memory)) {
        return 0;
      }
      if (postures.remember(org, without)) {
        return 1;
      }
    }
    throw new IllegalStateException("others wrote what is known of " + org + " again and again");
  }

  private static AuditMemory without(AuditMemory memory, Set<String> keys) {
    Map<String, AuditMemory.Loudness> known = new TreeMap<>(memory.known());
    known.keySet().removeIf(id -> isOf(id, keys));
    List<OpenAlert> alerts = new ArrayList<>();
    for (OpenAlert alert : memory.alerts()) {
      alerts.add(
          new OpenAlert(
              alert.subject(),
              alert.kind(),
              alert.cause(),
              alert.told(),
              alert.findings().stream().filter(id -> !isOf(id, keys)).toList()));
    }
    return new AuditMemory(
        memory.version(), memory.at(), memory.rule(), memory.seen(), known, alerts);
  }

  private static boolean isOf(String findingId, Set<String> keys) {
    return keys.contains(SalesforceId.key(findingId.substring(findingId.indexOf(':') + 1)));
  }

  private static Posture without(Posture posture, Set<String> keys) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : posture.findings()) {
      if (!isOf(finding.subject(), keys)) {
        findings.add(
            new Finding(
                finding.kind(),
                finding.severity(),
                finding.subject(),
                without(finding.evidence(), keys),
                finding.accepted()));
      }
    }
    return new Posture(
        posture.org(),
        posture.takenAt(),
        posture.partial(),
        posture.settings(),
        posture.apiUsers().stream()
            .filter(u -> !keys.contains(SalesforceId.key(u.user())))
            .toList(),
        posture.apps(),
        posture.ipRanges(),
        findings);
  }

  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> evidence, Set<String> keys) {
    if (!(evidence.get(USERS) instanceof List<?> users)) {
      return evidence;
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(evidence);
    kept.put(
        USERS,
        users.stream()
            .map(String::valueOf)
            .filter(id -> !keys.contains(SalesforceId.key(id)))
            .toList());
    return kept;
  }

  private static AccessDay without(AccessDay day, Set<String> keys) {
    return day.withDrift(day.drift().stream().filter(c -> !isOf(c.subject(), keys)).toList());
  }

  private static boolean isOf(SubjectRef subject, Set<String> keys) {
    return subject.type().equals("user") && keys.contains(SalesforceId.key(subject.id()));
  }

  private static JsonNode unpacked(String attempt, Item row) {
    return PackedJson.unpack(row.bytes(BODY), attempt + ": " + row.text(Tables.SK));
  }

  private void put(String attempt, Item row, JsonNode body) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(row.attributes());
    attributes.putAll(Item.builder().bytes(BODY, PackedJson.pack(body)).build().attributes());
    StoreCalls.call(
        attempt, () -> client.putItem(p -> p.tableName(tables.state()).item(attributes)));
  }

  private List<Item> rows(String attempt, OrgId org, String prefix, boolean keysOnly) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.state())
            .keyConditionExpression(
                Tables.IN_PARTITION + " AND begins_with(" + Tables.SK + ", :prefix)")
            .expressionAttributeValues(
                Map.of(
                    ":pk",
                    AttributeValue.fromS(Tables.ofOrg(org)),
                    ":prefix",
                    AttributeValue.fromS(prefix)));
    if (keysOnly) {
      query.projectionExpression(Tables.PK + ", " + Tables.SK);
    }
    return StoreCalls.queryAll(attempt, client, query.build());
  }
}
