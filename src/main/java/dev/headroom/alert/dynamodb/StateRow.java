package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AllocationMemory;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Glance;
import dev.headroom.alert.Identity;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Shown;
import dev.headroom.alert.Subject;
import dev.headroom.auth.RecentLogins;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.forecast.Foreseen;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.SamplePacking;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Holdings;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An org's state as one small item: its readings are packed like samples, once those of the last
 * slot and once the older ones, so that a commit costs one write unit.
 */
final class StateRow {

  /** Partition of the fleet index that has a row for each org. */
  private static final String GLANCE = "idx";

  /** The samples that are not in the samples table yet. */
  private static final String RECENT = "rs";

  private final ObjectMapper json;
  private final NameDictionary dictionary;
  private final ShownBytes shown;

  StateRow(ObjectMapper json, NameDictionary dictionary) {
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.dictionary = dictionary;
    this.shown = new ShownBytes(dictionary);
  }

  /**
   * An open episode; names are short because every byte of the row costs money with every poll.
   * What is held ({@code h} by use, {@code p} by projection, last at {@code a}, {@code j} by a
   * jump, last at {@code e}) is absent if the severity says it all, the worst level ({@code m}) if
   * it is the present one, and the kind of subject ({@code k}) if it is a limit. Who acknowledged
   * it ({@code b}, at {@code g}, until {@code n}) is absent if nobody did.
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Open(
      String l,
      String r,
      String w,
      String s,
      long o,
      long u,
      @Nullable String h,
      @Nullable String p,
      @Nullable Long a,
      @Nullable String k,
      @Nullable String m,
      @Nullable String b,
      @Nullable Long g,
      @Nullable Long n,
      @Nullable String j,
      @Nullable Long e) {
    static Open of(AlertKey key, Episode episode) {
      Episode.Held plain =
          Episode.Held.by(episode.reason(), episode.severity(), episode.updatedAt());
      Episode.Held held = plain.equals(episode.held()) ? Episode.Held.NOTHING : episode.held();
      Acknowledgement given = episode.acknowledged();
      Instant until = given == null ? null : given.until();
      return new Open(
          key.subject().id(),
          key.rule().stored(),
          episode.reason().stored(),
          episode.severity().name(),
          episode.openedAt().getEpochSecond(),
          episode.updatedAt().getEpochSecond(),
          held.reached() == null ? null : held.reached().name(),
          held.projected() == null ? null : held.projected().name(),
          held.projectedAt() == null ? null : held.projectedAt().getEpochSecond(),
          key.limit().isPresent() ? null : key.subject().kind(),
          episode.worst() == episode.severity() ? null : episode.worst().name(),
          given == null ? null : given.by(),
          given == null ? null : given.at().getEpochSecond(),
          until == null ? null : until.getEpochSecond(),
          held.jumped() == null ? null : held.jumped().name(),
          held.jumpedAt() == null ? null : held.jumpedAt().getEpochSecond());
    }

    AlertKey key(OrgId org) {
      return new AlertKey(org, Subject.of(k == null ? "limit" : k, l), Rule.ofStored(r));
    }

    /** Returns whether this version judges it; otherwise it is kept as stored. */
    static boolean isKnown(AlertKey key) {
      return key.rule().isKnown() && !(key.subject() instanceof Subject.Other);
    }

    Episode episode() {
      Severity severity = Severity.valueOf(s);
      Reason reason = Reason.ofStored(w);
      Instant updatedAt = Instant.ofEpochSecond(u);
      Episode.Held held =
          h == null && p == null && j == null
              ? Episode.Held.by(reason, severity, updatedAt)
              : new Episode.Held(
                  h == null ? null : Severity.valueOf(h),
                  p == null ? null : Severity.valueOf(p),
                  a == null ? null : Instant.ofEpochSecond(a),
                  j == null ? null : Severity.valueOf(j),
                  e == null ? null : Instant.ofEpochSecond(e));
      return new Episode(
          Instant.ofEpochSecond(o),
          severity,
          m == null ? severity : Severity.valueOf(m),
          reason,
          updatedAt,
          null,
          held,
          b == null || g == null
              ? null
              : new Acknowledgement(
                  b, Instant.ofEpochSecond(g), n == null ? null : Instant.ofEpochSecond(n)));
    }
  }

  Item write(OrgState state) {
    LimitMap<Reading> current = readings(state, true);
    LimitMap<Reading> older = readings(state, false);
    Item.Builder row =
        Item.of(Tables.ofOrg(state.org()), Tables.STATE)
            .number(Tables.VERSION, state.version())
            .seconds("slot", state.lastSlot())
            .millis("read", state.lastReadAt())
            .millis("settled", state.settledAt())
            .bytes("cur", packed(current))
            .bytes("old", packed(older));
    if (!state.open().isEmpty() || !state.unknown().isEmpty()) {
      row.text("open", open(state));
    }
    if (!state.missing().isEmpty()) {
      row.text("gone", gone(state.missing()));
    }
    if (!state.pending().isEmpty()) {
      row.text("pend", PendingText.write(state.pending(), dictionary));
    }
    Problem problem = state.problem();
    if (problem != null) {
      row.text("pkind", problem.kind() == null ? null : problem.kind().name())
          .text("detail", problem.detail())
          .text("remedy", problem.remedy());
      if (problem.missed() > 0) {
        row.number("missed", (long) problem.missed());
      }
    }
    write(state.upkeep(), row);
    write(state.shown(), row);
    SampleBlock recent = state.recent();
    if (recent != null) {
      row.bytes(RECENT, recent.pack(likeLast(current, older), at(state.lastSlot()), dictionary));
    }
    return row.build();
  }

  /** What the newest sample is packed against: the last reading, or else what is known. */
  private static LimitMap<Reading> likeLast(LimitMap<Reading> current, LimitMap<Reading> older) {
    return current.isEmpty() ? older : current;
  }

  private static Instant at(@Nullable Instant lastSlot) {
    return lastSlot == null ? Instant.EPOCH : lastSlot;
  }

  OrgState read(OrgId org, Item row) {
    LimitMap<Reading> older = unpack(row.bytes("old"));
    LimitMap<Reading> current = unpack(row.bytes("cur"));
    Map<AlertKey, Episode> open = new HashMap<>();
    Map<AlertKey, String> unknown = new HashMap<>();
    row.findText("open").ifPresent(text -> open(org, text, open, unknown));
    Instant lastSlot = row.findSeconds("slot").orElse(null);
    return new OrgState(
        org,
        row.number(Tables.VERSION),
        lastSlot,
        row.findMillis("read").orElse(null),
        known(current, older),
        open,
        problem(row),
        row.findText("gone").map(text -> gone(org, text)).orElseGet(TreeMap::new),
        unknown,
        upkeep(row),
        row.findMillis("settled").orElse(null),
        row.findText("pend")
            .map(text -> PendingText.read(text, dictionary))
            .orElseGet(TreeMap::new),
        shown(org, row, likeLast(current, older), lastSlot));
  }

  private void write(Shown kept, Item.Builder row) {
    Foreseen foreseen = kept.foreseen();
    if (foreseen != null) {
      row.bytes("seen", shown.write(foreseen));
    }
    Glance indexed = kept.indexed();
    if (indexed != null) {
      row.bytes(GLANCE, shown.write(indexed));
    }
  }

  private Shown shown(OrgId org, Item row, LimitMap<Reading> likeLast, @Nullable Instant lastSlot) {
    return new Shown(
        row.findBytes("seen").flatMap(shown::readForeseen).orElse(null),
        row.findBytes(GLANCE).flatMap(bytes -> shown.readGlance(org, bytes)).orElse(null),
        row.findBytes(RECENT)
            .flatMap(b -> SampleBlock.unpack(b, likeLast, at(lastSlot), dictionary))
            .orElse(null));
  }

  /** Returns the org's row of the fleet index. */
  Item index(Glance glance) {
    return Item.of(Tables.ofOrg(glance.org()), Tables.GLANCE)
        .bytes(GLANCE, shown.write(glance))
        .text(Tables.FLEET_PK, Tables.GLANCES)
        .text(Tables.FLEET_SK, glance.org().value())
        .build();
  }

  /** Reads what {@link #index} wrote; empty if a newer release wrote it in another format. */
  Optional<Glance> readIndex(Item row) {
    return shown.readGlance(new OrgId(row.text(Tables.FLEET_SK)), row.bytes(GLANCE));
  }

  private static void write(Upkeep upkeep, Item.Builder row) {
    if (!upkeep.logins().slots().isEmpty()) {
      row.text("logins", logins(upkeep.logins()));
    }
    if (upkeep.loginOwed()) {
      row.number("owed", 1L);
    }
    row.seconds("orgAt", upkeep.profileAskedAt());
    if (upkeep.profile() != null) {
      row.text("org", profile(upkeep.profile()));
    }
    Identity identity = upkeep.identity();
    if (identity != null) {
      row.text("id", identity.orgId()).seconds("idAt", identity.anotherSince());
      if (identity.untold()) {
        row.number("idNew", 1L);
      }
    }
    RestraintText.write(upkeep.restraint(), row);
    row.seconds("logs", upkeep.logsReadTo());
    AllocationMemory allocation = upkeep.allocation();
    if (allocation != null) {
      row.number("al", allocation.before());
      if (allocation.seen() != null) {
        row.number("alNew", allocation.seen());
      }
    }
  }

  private static Upkeep upkeep(Item row) {
    return new Upkeep(
        row.findText("logins").map(StateRow::logins).orElse(RecentLogins.NONE),
        row.findNumber("owed").isPresent(),
        row.findText("org").map(StateRow::profile).orElse(null),
        row.findSeconds("orgAt").orElse(null),
        row.findText("id").map(id -> identity(id, row)).orElse(null),
        RestraintText.read(row),
        row.findSeconds("logs").orElse(null),
        allocation(row));
  }

  private static @Nullable AllocationMemory allocation(Item row) {
    OptionalLong before = row.findNumber("al");
    OptionalLong seen = row.findNumber("alNew");
    return before.isEmpty()
        ? null
        : new AllocationMemory(before.getAsLong(), seen.isEmpty() ? null : seen.getAsLong());
  }

  /**
   * Which org answers ({@code id}), since when it is another one, and whether no message has said
   * so yet.
   */
  private static Identity identity(String id, Item row) {
    return new Identity(
        id, row.findSeconds("idAt").orElse(null), row.findNumber("idNew").isPresent());
  }

  /** The parts contain no bar. */
  private static String profile(OrgProfile profile) {
    return String.join(
        "|",
        profile.salesforceId(),
        profile.instanceName(),
        profile.edition(),
        profile.sandbox() ? "1" : "0",
        HoldingsText.of(profile.holdings()));
  }

  private static OrgProfile profile(String text) {
    String[] parts = text.split("\\|", -1);
    return new OrgProfile(
        parts[0],
        parts[1],
        parts[2],
        parts[3].equals("1"),
        parts.length > 4 ? HoldingsText.read(parts[4]) : Holdings.UNKNOWN);
  }

  /** Epoch seconds; normally there are none. */
  private static String logins(RecentLogins logins) {
    return logins.slots().stream()
        .map(slot -> Long.toString(slot.getEpochSecond()))
        .collect(Collectors.joining(" "));
  }

  private static RecentLogins logins(String text) {
    return new RecentLogins(
        Arrays.stream(text.split(" ", -1))
            .map(second -> Instant.ofEpochSecond(Long.parseLong(second)))
            .toList());
  }

  private static @Nullable Problem problem(Item row) {
    String detail = row.findText("detail").orElse(null);
    if (detail == null) {
      return null;
    }
    String remedy = row.text("remedy");
    return row.findText("pkind")
        .map(FailureKind::valueOf)
        // A row of an earlier release does not say how many; it was at least one.
        .map(kind -> new Problem(kind, detail, remedy, (int) row.findNumber("missed").orElse(1)))
        .orElseGet(() -> Problem.notWhole(detail, remedy));
  }

  private static LimitMap<Reading> readings(OrgState state, boolean current) {
    LimitMap.Builder<Reading> readings = LimitMap.builder(current ? state.known().size() : 0);
    state
        .known()
        .forEach(
            (limit, known) -> {
              if (known.current() == current) {
                readings.put(limit, known.reading());
              }
            });
    return readings.build();
  }

  private byte[] packed(LimitMap<Reading> readings) {
    return SamplePacking.pack(new Snapshot(readings, true), dictionary);
  }

  private LimitMap<Reading> unpack(byte[] packed) {
    return SamplePacking.unpack(packed, dictionary).readings();
  }

  private static LimitMap<Known> known(LimitMap<Reading> current, LimitMap<Reading> older) {
    if (older.isEmpty()) {
      return current.map((limit, reading) -> new Known(reading, true));
    }
    LimitMap.Builder<Known> known = LimitMap.builder(current.size() + older.size());
    LimitMap.forBoth(
        current,
        older,
        (limit, now, before) -> {
          if (now != null) {
            known.put(limit, new Known(now, true));
          } else if (before != null) {
            known.put(limit, new Known(before, false));
          }
        });
    return known.build();
  }

  private String open(OrgState state) {
    ArrayNode rows = json.createArrayNode();
    state
        .open()
        .forEach((key, episode) -> rows.add(json.<JsonNode>valueToTree(Open.of(key, episode))));
    try {
      for (String row : state.unknown().values()) {
        rows.add(json.readTree(row));
      }
      return json.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an episode is plain text and numbers", e);
    }
  }

  private void open(
      OrgId org, String text, Map<AlertKey, Episode> open, Map<AlertKey, String> unknown) {
    try {
      for (JsonNode node : json.readTree(text)) {
        Open row = json.treeToValue(node, Open.class);
        AlertKey key = row.key(org);
        if (Open.isKnown(key)) {
          open.put(key, row.episode());
        } else {
          unknown.put(key, node.toString());
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state of " + org + " holds no episodes", e);
    }
  }

  /** A missing limit: its name, when it was last seen and since when it has been missing. */
  @RegisterForReflection
  record Gone(String l, long s, long f) {}

  private String gone(SortedMap<LimitName, Missing> missing) {
    List<Gone> rows = new ArrayList<>();
    missing.forEach(
        (limit, m) ->
            rows.add(
                new Gone(
                    limit.value(), m.lastSeen().getEpochSecond(), m.since().getEpochSecond())));
    try {
      return json.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a missing limit is plain text and numbers", e);
    }
  }

  private SortedMap<LimitName, Missing> gone(OrgId org, String text) {
    SortedMap<LimitName, Missing> missing = new TreeMap<>();
    try {
      for (Gone row : json.readValue(text, Gone[].class)) {
        missing.put(
            new LimitName(row.l()),
            new Missing(Instant.ofEpochSecond(row.s()), Instant.ofEpochSecond(row.f())));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state of " + org + " holds no missing limits", e);
    }
    return missing;
  }
}
