package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.SamplePacking;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An org's state as one small item: its readings are packed like samples, once those of the last
 * slot and once those that are older, so that a commit costs one write unit.
 */
final class StateRow {
  static final String SK = "STATE";
  static final String VERSION = "ver";

  private final ObjectMapper json;
  private final NameDictionary dictionary;

  StateRow(ObjectMapper json, NameDictionary dictionary) {
    this.json = json;
    this.dictionary = dictionary;
  }

  /**
   * An open episode; short names, because every byte of the row is paid for with every poll. What
   * is held ({@code h} by use, {@code p} by projection, last at {@code a}) is left out where the
   * severity is all of it.
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
      @Nullable Long a) {
    static Open of(AlertKey key, Episode episode) {
      Episode plain =
          new Episode(
              episode.openedAt(),
              episode.severity(),
              episode.reason(),
              episode.updatedAt(),
              episode.resolvedAt());
      Episode.Held held = plain.equals(episode) ? Episode.Held.NOTHING : episode.held();
      return new Open(
          key.limit().value(),
          key.rule().name(),
          episode.reason().name(),
          episode.severity().name(),
          episode.openedAt().getEpochSecond(),
          episode.updatedAt().getEpochSecond(),
          held.reached() == null ? null : held.reached().name(),
          held.projected() == null ? null : held.projected().name(),
          held.projectedAt() == null ? null : held.projectedAt().getEpochSecond());
    }

    Episode episode() {
      Episode plain =
          new Episode(
              Instant.ofEpochSecond(o),
              Severity.valueOf(s),
              Reason.valueOf(w),
              Instant.ofEpochSecond(u),
              null);
      return h == null && p == null
          ? plain
          : new Episode(
              plain.openedAt(),
              plain.severity(),
              plain.reason(),
              plain.updatedAt(),
              null,
              new Episode.Held(
                  h == null ? null : Severity.valueOf(h),
                  p == null ? null : Severity.valueOf(p),
                  a == null ? null : Instant.ofEpochSecond(a)));
    }
  }

  Item write(OrgState state) {
    Item.Builder row =
        Item.of(Tables.ofOrg(state.org()), SK)
            .number(VERSION, state.version())
            .seconds("slot", state.lastSlot())
            .millis("read", state.lastReadAt())
            .bytes("cur", packed(state, true))
            .bytes("old", packed(state, false));
    if (!state.open().isEmpty()) {
      row.text("open", open(state.open()));
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
    return row.build();
  }

  OrgState read(OrgId org, Item row) {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    unpack(row.bytes("old"), false, known);
    unpack(row.bytes("cur"), true, known);
    return new OrgState(
        org,
        row.number(VERSION),
        row.findSeconds("slot").orElse(null),
        row.findMillis("read").orElse(null),
        known,
        row.findText("open").map(text -> open(org, text)).orElse(Map.of()),
        problem(row));
  }

  private static @Nullable Problem problem(Item row) {
    String detail = row.findText("detail").orElse(null);
    if (detail == null) {
      return null;
    }
    String remedy = row.text("remedy");
    return row.findText("pkind")
        .map(FailureKind::valueOf)
        // A row of an earlier release does not tell how many; it was one at least.
        .map(kind -> new Problem(kind, detail, remedy, (int) row.findNumber("missed").orElse(1)))
        .orElseGet(() -> Problem.notWhole(detail, remedy));
  }

  private byte[] packed(OrgState state, boolean current) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    state
        .known()
        .forEach(
            (limit, known) -> {
              if (known.current() == current) {
                readings.put(limit, known.reading());
              }
            });
    return SamplePacking.pack(new Snapshot(readings, true), dictionary);
  }

  private void unpack(byte[] packed, boolean current, Map<LimitName, Known> known) {
    SamplePacking.unpack(packed, dictionary)
        .readings()
        .forEach((limit, reading) -> known.put(limit, new Known(reading, current)));
  }

  private String open(Map<AlertKey, Episode> episodes) {
    List<Open> rows = new ArrayList<>();
    episodes.forEach((key, episode) -> rows.add(Open.of(key, episode)));
    try {
      return json.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an episode is plain text and numbers", e);
    }
  }

  private Map<AlertKey, Episode> open(OrgId org, String text) {
    try {
      Map<AlertKey, Episode> episodes = new HashMap<>();
      for (Open row : json.readValue(text, Open[].class)) {
        episodes.put(
            new AlertKey(org, new LimitName(row.l()), Rule.valueOf(row.r())), row.episode());
      }
      return episodes;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state of " + org + " holds no episodes", e);
    }
  }
}
