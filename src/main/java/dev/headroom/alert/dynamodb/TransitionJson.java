package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transition as the text stored in an outbox row: everything that is notified, not everything
 * that is held.
 */
@Singleton
public final class TransitionJson {
  private static final String UPDATED = "updated";

  private final ObjectMapper json;
  private final EvidenceJson evidence;

  public TransitionJson(ObjectMapper json) {
    // Additional members written by a newer version must not be an error.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.evidence = new EvidenceJson(this.json);
  }

  /**
   * What every transition has; a row of the first release has a limit and neither kind nor id. A
   * reminder and an acknowledgement are updates with an {@code act}, which earlier releases leave
   * out: they send an update. {@code by}, {@code given} and {@code until} belong to an
   * acknowledgement.
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Wire(
      String transition,
      String org,
      @Nullable String limit,
      @Nullable String kind,
      @Nullable String id,
      String rule,
      String reason,
      String severity,
      @Nullable String worst,
      @Nullable String from,
      long openedAt,
      long slot,
      @Nullable Long anotherOrgSince,
      @Nullable String act,
      @Nullable String by,
      @Nullable Long given,
      @Nullable Long until) {

    AlertKey key() {
      Subject subject =
          limit == null
              ? Subject.of(Objects.requireNonNull(kind), Objects.requireNonNullElse(id, ""))
              : new Subject.Limit(new LimitName(limit));
      return new AlertKey(new OrgId(org), subject, Rule.ofStored(rule));
    }

    @Nullable Acknowledgement acknowledgement() {
      return by == null || given == null
          ? null
          : new Acknowledgement(
              by,
              Instant.ofEpochSecond(given),
              until == null ? null : Instant.ofEpochSecond(until));
    }

    Episode episode() {
      Instant at = Instant.ofEpochSecond(slot);
      Severity now = Severity.valueOf(severity);
      Reason why = Reason.ofStored(reason);
      return new Episode(
          Instant.ofEpochSecond(openedAt),
          now,
          worst == null ? now : Severity.valueOf(worst),
          why,
          at,
          transition.equals("resolved") ? at : null,
          Episode.Held.by(why, now, at),
          acknowledgement());
    }
  }

  /** Returns the text of {@code transition}. */
  public String write(Transition transition) {
    Episode episode = transition.episode();
    AlertKey key = transition.key();
    Severity from =
        switch (transition) {
          case Transition.Escalated e -> e.from();
          case Transition.DeEscalated d -> d.from();
          case Transition.Opened o -> null;
          case Transition.Updated u -> null;
          case Transition.Reminded r -> null;
          case Transition.Acknowledged a -> null;
          case Transition.Resolved r -> null;
        };
    Instant another = transition.anotherOrgSince();
    boolean isAct =
        transition instanceof Transition.Reminded || transition instanceof Transition.Acknowledged;
    Acknowledgement given = transition instanceof Transition.Acknowledged a ? a.given() : null;
    Instant until = given == null ? null : given.until();
    boolean ofLimit = key.limit().isPresent();
    try {
      ObjectNode wire =
          json.valueToTree(
              new Wire(
                  isAct ? UPDATED : transition.word(),
                  key.org().value(),
                  key.limit().map(LimitName::value).orElse(null),
                  ofLimit ? null : key.subject().kind(),
                  ofLimit ? null : key.subject().id(),
                  key.rule().stored(),
                  episode.reason().stored(),
                  episode.severity().name(),
                  episode.worst() == episode.severity() ? null : episode.worst().name(),
                  from == null ? null : from.name(),
                  episode.openedAt().getEpochSecond(),
                  transition.evidence().slot().getEpochSecond(),
                  another == null ? null : another.getEpochSecond(),
                  isAct ? transition.word() : null,
                  given == null ? null : given.by(),
                  given == null ? null : given.at().getEpochSecond(),
                  until == null ? null : until.getEpochSecond()));
      wire.setAll(evidence.write(transition.evidence()));
      return json.writeValueAsString(wire);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a transition is plain text and numbers", e);
    }
  }

  /**
   * Returns the transition in {@code text}. A subject, rule or evidence that only a newer version
   * knows is kept as such; an unknown transition cannot be.
   *
   * @throws IllegalStateException if Headroom did not write it, or if it is a transition that only
   *     a newer version knows
   */
  public Transition read(String text) {
    try {
      JsonNode node = json.readTree(text);
      Wire wire = json.treeToValue(node, Wire.class);
      AlertKey key = wire.key();
      return transition(
          wire,
          key,
          evidence.read(
              (ObjectNode) node,
              Instant.ofEpochSecond(wire.slot()),
              key.rule().equals(Rule.USAGE)));
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalStateException("an outbox row holds no transition", e);
    }
  }

  private static Transition transition(Wire wire, AlertKey key, Evidence evidence) {
    Transition plain = plain(wire, key, evidence);
    Long another = wire.anotherOrgSince();
    return another == null ? plain : plain.sayingAnotherOrgSince(Instant.ofEpochSecond(another));
  }

  private static Transition plain(Wire wire, AlertKey key, Evidence evidence) {
    Episode episode = wire.episode();
    return switch (wire.transition()) {
      case "opened" -> new Transition.Opened(key, episode, evidence);
      case UPDATED -> updated(wire, key, episode, evidence);
      case "escalated" -> new Transition.Escalated(key, episode, evidence, from(wire));
      case "de-escalated" -> new Transition.DeEscalated(key, episode, evidence, from(wire));
      case "resolved" -> new Transition.Resolved(key, episode, evidence);
      default -> throw new IllegalStateException("unknown transition " + wire.transition());
    };
  }

  private static Transition updated(Wire wire, AlertKey key, Episode episode, Evidence evidence) {
    String act = wire.act();
    Acknowledgement given = wire.acknowledgement();
    if (given != null) {
      return new Transition.Acknowledged(key, episode, evidence, given);
    }
    return act == null
        ? new Transition.Updated(key, episode, evidence)
        : new Transition.Reminded(key, episode, evidence);
  }

  private static Severity from(Wire wire) {
    return Severity.valueOf(Objects.requireNonNull(wire.from()));
  }
}
