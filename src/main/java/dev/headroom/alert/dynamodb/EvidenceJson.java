package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Margin;
import dev.headroom.org.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as members of a transition's JSON. The members of {@link Evidence.Use} are those of the
 * first release; every other kind is a separate object.
 */
final class EvidenceJson {
  private final ObjectMapper json;

  EvidenceJson(ObjectMapper json) {
    this.json = json;
  }

  @RegisterForReflection
  record Use(
      @Nullable Double percent,
      @Nullable Long max,
      @Nullable Long remaining,
      @Nullable Foreseen foreseen,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Named> culprits,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long unexplained,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Risen rise,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String margin) {}

  /** A jump; {@code since} in seconds since 1970. */
  @RegisterForReflection
  record Risen(long by, long since) {
    static @Nullable Risen of(Evidence.@Nullable Rise rise) {
      return rise == null ? null : new Risen(rise.by(), rise.since().getEpochSecond());
    }

    Evidence.Rise rise() {
      return new Evidence.Rise(by, Instant.ofEpochSecond(since));
    }
  }

  /** A culprit; {@code asOf} in seconds since 1970. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Named(
      String id,
      String name,
      long calls,
      double share,
      @Nullable Double change,
      String basis,
      long asOf,
      boolean decisive) {
    static @Nullable List<Named> of(List<Culprit> culprits) {
      return culprits.isEmpty() ? null : culprits.stream().map(Named::of).toList();
    }

    private static Named of(Culprit c) {
      return new Named(
          c.integration(),
          c.name(),
          c.calls(),
          c.share(),
          c.changePercent(),
          c.basis().word(),
          c.asOf().getEpochSecond(),
          c.decisive());
    }

    Culprit culprit() {
      return new Culprit(
          id,
          name,
          calls,
          share,
          change,
          Culprit.Basis.of(basis),
          Instant.ofEpochSecond(asOf),
          decisive);
    }
  }

  /**
   * The expected exhaustion; times in seconds since 1970.
   *
   * @param why words of a release that stored no reason; empty beside a reason, since such a
   *     release requires the member
   * @param reason null from such a release
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Foreseen(
      long at,
      long earliest,
      long latest,
      double probability,
      long since,
      String why,
      @Nullable ReasonJson reason) {
    static @Nullable Foreseen of(Foresight.@Nullable Exhaustion e) {
      return e == null
          ? null
          : new Foreseen(
              e.at().getEpochSecond(),
              e.earliest().getEpochSecond(),
              e.latest().getEpochSecond(),
              e.probability(),
              e.since().getEpochSecond(),
              e.why() instanceof Foresight.Worded w ? w.words() : "",
              e.why() instanceof Foresight.Numbers n ? ReasonJson.of(n) : null);
    }

    Foresight.Exhaustion exhaustion() {
      return new Foresight.Exhaustion(
          Instant.ofEpochSecond(at),
          Instant.ofEpochSecond(earliest),
          Instant.ofEpochSecond(latest),
          probability,
          Instant.ofEpochSecond(since),
          reason == null ? new Foresight.Worded(why) : reason.numbers());
    }
  }

  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Silence(
      int missed, @Nullable Long since, @Nullable String problem, @Nullable String remedy) {
    static Silence of(Evidence.Silence e) {
      return new Silence(e.missed(), seconds(e.since()), e.problem(), e.remedy());
    }

    Evidence.Silence at(Instant slot) {
      return new Evidence.Silence(slot, missed, instant(since), problem, remedy);
    }
  }

  @RegisterForReflection
  record Refused(String type, boolean disabled, @Nullable String why) {}

  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Budget(
      long budget,
      long calls,
      @Nullable String name,
      @Nullable String day,
      boolean projected,
      @Nullable Long allocation) {
    static Budget of(Evidence.Budget e) {
      LocalDate day = e.day();
      return new Budget(
          e.budget(),
          e.calls(),
          e.name(),
          day == null ? null : day.toString(),
          e.projected(),
          e.allocation());
    }

    Evidence.Budget at(Instant slot) {
      return new Evidence.Budget(
          slot,
          name == null ? "" : name,
          day == null ? null : LocalDate.parse(day),
          budget,
          calls,
          projected,
          allocation);
    }
  }

  @RegisterForReflection
  record Finding(String title, Map<String, Object> facts) {}

  /** A member of a group: names as short as in a state's row, since there may be hundreds. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Member(
      String org,
      String kind,
      String id,
      String rule,
      String reason,
      String severity,
      @Nullable String worst,
      @Nullable String from,
      long opened,
      long updated,
      @Nullable Long resolved,
      long slot,
      Silence silence,
      @Nullable String tenant,
      @Nullable TreeMap<String, String> tags) {
    static Member of(Evidence.Member m) {
      Episode e = m.episode();
      return new Member(
          m.key().org().value(),
          m.key().subject().kind(),
          m.key().subject().id(),
          m.key().rule().stored(),
          e.reason().stored(),
          e.severity().name(),
          e.worst() == e.severity() ? null : e.worst().name(),
          m.previousSeverity() == null ? null : m.previousSeverity().name(),
          e.openedAt().getEpochSecond(),
          e.updatedAt().getEpochSecond(),
          seconds(e.resolvedAt()),
          m.silence().slot().getEpochSecond(),
          Silence.of(m.silence()),
          m.tenant(),
          m.tags().isEmpty() ? null : new TreeMap<>(m.tags()));
    }

    Evidence.Member member() {
      Severity now = Severity.valueOf(severity);
      Reason why = Reason.ofStored(reason);
      Instant updatedAt = Instant.ofEpochSecond(updated);
      return new Evidence.Member(
          new AlertKey(new OrgId(org), Subject.of(kind, id), Rule.ofStored(rule)),
          new Episode(
              Instant.ofEpochSecond(opened),
              now,
              worst == null ? now : Severity.valueOf(worst),
              why,
              updatedAt,
              instant(resolved),
              Episode.Held.by(why, now, updatedAt)),
          from == null ? null : Severity.valueOf(from),
          silence.at(Instant.ofEpochSecond(slot)),
          tenant,
          tags == null ? Map.of() : tags);
    }
  }

  @RegisterForReflection
  record Group(List<Member> members) {}

  /** Returns the members of {@code evidence}. */
  ObjectNode write(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Use e -> {
        Reading reading = e.reading();
        yield json.valueToTree(
            new Use(
                e.usedPercent(),
                reading == null ? null : reading.max(),
                reading == null ? null : reading.remaining(),
                Foreseen.of(e.exhaustion()),
                Named.of(e.culprits()),
                e.unexplained() == 0 ? null : (Long) e.unexplained(),
                Risen.of(e.rise()),
                e.margin() == null ? null : e.margin().name()));
      }
      case Evidence.Silence e -> with("silence", Silence.of(e));
      case Evidence.Vanished e ->
          with("vanished", e.limits().stream().map(LimitName::value).toList());
      case Evidence.RefusedTarget e ->
          with("refused", new Refused(e.type(), e.disabled(), e.why()));
      case Evidence.Budget e -> with("budget", Budget.of(e));
      case Evidence.Finding e -> with("finding", new Finding(e.title(), e.facts()));
      case Evidence.Group e ->
          with("group", new Group(e.members().stream().map(Member::of).toList()));
      case Evidence.Other e -> json.createObjectNode();
    };
  }

  private ObjectNode with(String name, Object value) {
    return json.createObjectNode().set(name, json.valueToTree(value));
  }

  /**
   * Returns the evidence in {@code members}.
   *
   * @param usage whether it belongs to the first release's only rule
   */
  Evidence read(ObjectNode members, Instant slot, boolean usage) {
    if (usage) {
      Use use = json.convertValue(members, Use.class);
      Foreseen foreseen = use.foreseen();
      return new Evidence.Use(
          slot,
          use.percent(),
          use.max() == null || use.remaining() == null
              ? null
              : new Reading(use.max(), use.remaining()),
          foreseen == null ? Foresight.BLIND : foreseen.exhaustion(),
          use.culprits() == null ? List.of() : use.culprits().stream().map(Named::culprit).toList(),
          use.unexplained() == null ? 0 : use.unexplained(),
          use.rise() == null ? null : use.rise().rise(),
          use.margin() == null ? null : Margin.valueOf(use.margin()));
    }
    if (members.has("silence")) {
      return value(members, "silence", Silence.class).at(slot);
    }
    if (members.has("vanished")) {
      return new Evidence.Vanished(
          slot,
          List.of(value(members, "vanished", String[].class)).stream()
              .map(LimitName::new)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    if (members.has("refused")) {
      Refused e = value(members, "refused", Refused.class);
      return new Evidence.RefusedTarget(slot, e.type(), e.disabled(), e.why());
    }
    if (members.has("budget")) {
      return value(members, "budget", Budget.class).at(slot);
    }
    if (members.has("finding")) {
      Finding e = value(members, "finding", Finding.class);
      return new Evidence.Finding(slot, e.title(), e.facts());
    }
    if (members.has("group")) {
      return new Evidence.Group(
          slot,
          value(members, "group", Group.class).members().stream().map(Member::member).toList());
    }
    return new Evidence.Other(slot);
  }

  private <T> T value(ObjectNode members, String name, Class<T> type) {
    return json.convertValue(members.get(name), type);
  }

  private static @Nullable Long seconds(@Nullable Instant at) {
    return at == null ? null : at.getEpochSecond();
  }

  private static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}
