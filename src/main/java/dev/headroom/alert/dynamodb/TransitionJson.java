package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transition as the text that an outbox row keeps: all that is told, not all that is held. */
@Singleton
public final class TransitionJson {
  private final ObjectMapper json;

  public TransitionJson(ObjectMapper json) {
    this.json = json;
  }

  @RegisterForReflection
  record Wire(
      String transition,
      String org,
      String limit,
      String rule,
      String reason,
      String severity,
      @Nullable String from,
      long openedAt,
      long slot,
      @Nullable Double percent,
      @Nullable Long max,
      @Nullable Long remaining,
      @Nullable Foreseen foreseen) {}

  /** The exhaustion that was foreseen; times in seconds since 1970. */
  @RegisterForReflection
  record Foreseen(long at, long earliest, long latest, double probability, long since, String why) {
    static @Nullable Foreseen of(Foresight.@Nullable Exhaustion e) {
      return e == null
          ? null
          : new Foreseen(
              e.at().getEpochSecond(),
              e.earliest().getEpochSecond(),
              e.latest().getEpochSecond(),
              e.probability(),
              e.since().getEpochSecond(),
              e.why());
    }

    Foresight.Exhaustion exhaustion() {
      return new Foresight.Exhaustion(
          Instant.ofEpochSecond(at),
          Instant.ofEpochSecond(earliest),
          Instant.ofEpochSecond(latest),
          probability,
          Instant.ofEpochSecond(since),
          why);
    }
  }

  /** The text of {@code transition}. */
  public String write(Transition transition) {
    Episode episode = transition.episode();
    Reading reading = transition.evidence().reading();
    Severity from =
        switch (transition) {
          case Transition.Escalated e -> e.from();
          case Transition.DeEscalated d -> d.from();
          case Transition.Opened o -> null;
          case Transition.Resolved r -> null;
        };
    try {
      return json.writeValueAsString(
          new Wire(
              transition.word(),
              transition.key().org().value(),
              transition.key().limit().value(),
              transition.key().rule().name(),
              episode.reason().name(),
              episode.severity().name(),
              from == null ? null : from.name(),
              episode.openedAt().getEpochSecond(),
              transition.evidence().slot().getEpochSecond(),
              transition.evidence().usedPercent(),
              reading == null ? null : reading.max(),
              reading == null ? null : reading.remaining(),
              Foreseen.of(transition.evidence().exhaustion())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a transition is plain text and numbers", e);
    }
  }

  /**
   * The transition of {@code text}.
   *
   * @throws IllegalStateException when it was not written by us
   */
  public Transition read(String text) {
    Wire wire = parse(text);
    AlertKey key =
        new AlertKey(new OrgId(wire.org()), new LimitName(wire.limit()), Rule.valueOf(wire.rule()));
    Instant slot = Instant.ofEpochSecond(wire.slot());
    boolean resolved = wire.transition().equals("resolved");
    Episode episode =
        new Episode(
            Instant.ofEpochSecond(wire.openedAt()),
            Severity.valueOf(wire.severity()),
            Reason.valueOf(wire.reason()),
            slot,
            resolved ? slot : null);
    Foreseen foreseen = wire.foreseen();
    Evidence evidence =
        new Evidence(
            slot,
            wire.percent(),
            reading(wire),
            foreseen == null ? Foresight.BLIND : foreseen.exhaustion());
    return switch (wire.transition()) {
      case "opened" -> new Transition.Opened(key, episode, evidence);
      case "escalated" -> new Transition.Escalated(key, episode, evidence, from(wire));
      case "de-escalated" -> new Transition.DeEscalated(key, episode, evidence, from(wire));
      case "resolved" -> new Transition.Resolved(key, episode, evidence);
      default -> throw new IllegalStateException("unknown transition " + wire.transition());
    };
  }

  private static @Nullable Reading reading(Wire wire) {
    return wire.max() == null || wire.remaining() == null
        ? null
        : new Reading(wire.max(), wire.remaining());
  }

  private static Severity from(Wire wire) {
    return Severity.valueOf(Objects.requireNonNull(wire.from()));
  }

  private Wire parse(String text) {
    try {
      return json.readValue(text, Wire.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outbox row holds no transition", e);
    }
  }
}
