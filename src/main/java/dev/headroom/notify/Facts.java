package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.PlainText;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a message says of an alert: one ordered list of members for every body. Values
 * are texts, numbers, truth values, null, and lists and maps of these.
 *
 * <p>What was in the first release stands first, in its order; later members follow, and those of
 * one kind of rule come last.
 */
public final class Facts {
  private Facts() {}

  /** The facts of {@code n}, by name. */
  public static SequencedMap<String, @Nullable Object> of(Notification n) {
    Transition t = n.transition();
    SequencedMap<String, @Nullable Object> facts =
        of(t, n.previousSeverity(), n.tenant(), n.tags(), n.limitLabel());
    facts.put("title", n.title());
    facts.put("url", n.page() == null ? null : n.page().toString());
    facts.put("subject", subject(t.key()));
    Instant another = t.anotherOrgSince();
    if (another != null) {
      facts.put("anotherOrgSince", another.toString());
    }
    if (t.evidence() instanceof Evidence.Use) {
      return facts;
    }
    facts.putAll(own(t.key(), t.evidence(), n.page()));
    return facts;
  }

  /** What a person is shown beside the title: a few facts by their label, in their order. */
  public static SequencedMap<String, String> inWords(Transition t) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    switch (t.evidence()) {
      case Evidence.Use use -> {
        Reading reading = use.reading();
        if (reading != null) {
          words.put(
              "Used", String.format(Locale.ROOT, "%,d of %,d", reading.used(), reading.max()));
        }
        Foresight.Exhaustion foreseen = t.foreseen();
        if (foreseen != null) {
          words.put("Forecast", foreseen.why());
        }
      }
      case Evidence.Silence s -> {
        if (s.remedy() != null) {
          words.put("What to do", s.remedy());
        }
      }
      case Evidence.Group g ->
          words.put(
              g.silent() == 0 ? "Orgs" : "Orgs not reporting",
              g.members().stream()
                  .filter(m -> m.episode().isOpen() || g.silent() == 0)
                  .map(m -> m.key().org().value())
                  .collect(Collectors.joining(", ")));
      case Evidence.Vanished v ->
          words.put(
              "Limits",
              v.limits().stream().map(LimitName::value).collect(Collectors.joining(", ")));
      case Evidence.RefusedTarget r -> words.put("Target", t.key().subject().id());
      case Evidence.Budget b -> words.put("Integration", t.key().subject().id());
      case Evidence.Finding f -> {}
      case Evidence.Other o -> {}
    }
    words.replaceAll((label, value) -> PlainText.of(value));
    return words;
  }

  /** The facts of a member of a group: those of its own alert. */
  private static Map<String, @Nullable Object> of(Evidence.Member m, @Nullable URI alerts) {
    Episode e = m.episode();
    Transition t =
        e.isOpen()
            ? m.previousSeverity() == null
                ? new Transition.Opened(m.key(), e, m.silence())
                : new Transition.Escalated(m.key(), e, m.silence(), m.previousSeverity())
            : new Transition.Resolved(m.key(), e, m.silence());
    SequencedMap<String, @Nullable Object> facts =
        of(t, t.previousSeverity(), m.tenant(), m.tags(), null);
    facts.put("title", Titles.title(t, LimitName::value));
    // The page of all alerts stands beside the folder of those of the orgs.
    facts.put("url", alerts == null ? null : alerts.resolve("orgs/" + m.key().org()).toString());
    facts.put("subject", subject(t.key()));
    facts.putAll(own(t.key(), m.silence(), alerts));
    facts.remove("limitLabel");
    return facts;
  }

  private static SequencedMap<String, @Nullable Object> of(
      Transition t,
      @Nullable Severity previous,
      @Nullable String tenant,
      Map<String, String> tags,
      @Nullable String limitLabel) {
    Evidence.Use use = t.evidence() instanceof Evidence.Use u ? u : null;
    Reading reading = use == null ? null : use.reading();
    SequencedMap<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("key", t.key().hash());
    facts.put("transition", t.word());
    facts.put("severity", t.episode().severity().word());
    facts.put("previousSeverity", previous == null ? null : previous.word());
    facts.put("org", t.key().org().isFleet() ? null : t.key().org().value());
    facts.put("tenant", tenant);
    facts.put("tags", tags);
    facts.put("limit", t.key().limit().map(LimitName::value).orElse(null));
    facts.put("limitLabel", limitLabel);
    facts.put("rule", t.key().rule().word());
    facts.put("reason", t.episode().reason().word());
    facts.put("used", reading == null ? null : reading.used());
    facts.put("max", reading == null ? null : reading.max());
    facts.put("remaining", reading == null ? null : reading.remaining());
    facts.put("usedPercent", use == null ? null : use.usedPercent());
    facts.put("projection", projection(t.foreseen()));
    facts.put("slot", t.evidence().slot().toString());
    facts.put("openedAt", t.episode().openedAt().toString());
    return facts;
  }

  private static @Nullable Map<String, Object> projection(Foresight.@Nullable Exhaustion e) {
    if (e == null) {
      return null;
    }
    Map<String, Object> projection = new LinkedHashMap<>();
    projection.put("at", e.at().toString());
    projection.put("earliest", e.earliest().toString());
    projection.put("latest", e.latest().toString());
    projection.put("probability", e.probability());
    projection.put("why", e.why());
    return projection;
  }

  private static Map<String, Object> subject(AlertKey key) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("kind", key.subject().kind());
    subject.put("id", key.subjectId());
    return subject;
  }

  /** What one kind of evidence adds. */
  private static Map<String, @Nullable Object> own(
      AlertKey key, Evidence evidence, @Nullable URI page) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    switch (evidence) {
      case Evidence.Use u -> {}
      case Evidence.Silence s -> {
        own.put("missedSlots", s.missed());
        own.put("lastReadAt", s.since() == null ? null : s.since().toString());
        own.put("problem", s.problem());
        own.put("remedy", s.remedy());
      }
      case Evidence.Vanished v ->
          own.put("limits", v.limits().stream().map(LimitName::value).toList());
      case Evidence.RefusedTarget t -> {
        own.put("target", key.subject().id());
        own.put("targetType", t.type());
        own.put("targetStatus", t.why() == null ? "ok" : t.disabled() ? "disabled" : "parked");
        own.put("why", t.why());
      }
      case Evidence.Budget b -> {
        own.put("integration", key.subject().id());
        own.put("budget", b.budget());
        own.put("calls", b.calls());
      }
      case Evidence.Finding f -> own.put("finding", f.facts());
      case Evidence.Group g -> {
        if (key.subject() instanceof Subject.Group of) {
          own.put("group", Map.of(of.by().word(), of.name()));
        }
        own.put("count", g.members().size());
        own.put("silent", g.silent());
        own.put("alerts", g.members().stream().map(m -> of(m, page)).toList());
      }
      case Evidence.Other o -> {}
    }
    return own;
  }
}
