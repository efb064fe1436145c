package dev.headroom.notify;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitAdvice;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.PlainText;
import dev.headroom.words.BudgetWords;
import dev.headroom.words.ConsequenceWords;
import dev.headroom.words.CulpritWords;
import dev.headroom.words.ProjectionWords;
import dev.headroom.words.Titles;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a message says about an alert: one ordered list of members, from which every
 * target builds its body. Those of the first release come first, in its order; later ones follow,
 * and those of one kind of rule come last.
 *
 * @param members in the order of a body that has them all
 */
public record Facts(List<Member> members) {
  /** Of these a list is told in words where a receiver takes only texts. */
  private static final Set<Label> IN_WORDS = Set.of(Label.CALLERS, Label.REMEDY);

  public Facts {
    members = List.copyOf(members);
  }

  /**
   * One known fact.
   *
   * @param name as in the webhook's data, in camel case; empty if it is for people only
   * @param value a text, number, boolean, null, or a list or map of these
   * @param shown what a person is shown of it; null if nothing
   */
  public record Member(String name, @Nullable Object value, @Nullable Shown shown) {}

  /** A fact for a person: its label, and a text without control characters. */
  public record Shown(Label label, String text) {
    public Shown {
      text = PlainText.of(text);
    }
  }

  /** What a fact is called where a person reads it. Shown in this order. */
  public enum Label {
    ORG("Org"),
    LIMIT("Limit"),
    SEVERITY("Severity"),
    USED("Used"),
    FORECAST("Forecast"),
    CALLERS("Main callers"),
    CONSEQUENCE("What happens"),
    REMEDY("What to do"),
    ORGS("Orgs"),
    ORGS_NOT_REPORTING("Orgs not reporting"),
    LIMITS("Limits"),
    FINDINGS("Found"),
    TARGET("Target"),
    INTEGRATION("Integration"),
    BUDGET("Budget"),
    TENANT("Tenant"),
    TAGS("Tags");

    private final String word;

    Label(String word) {
      this.word = word;
    }

    /** Returns the label as written in front of the text. */
    public String word() {
      return word;
    }
  }

  /** Returns the facts of {@code n}. */
  public static Facts of(Notification n) {
    Transition t = n.transition();
    Members facts = of(t, n.previousSeverity(), n.tenant(), n.tags(), n.limitLabel());
    facts.add("title", n.title());
    facts.add("url", n.page() == null ? null : n.page().toString());
    facts.add("subject", subject(t.key()));
    Evidence.Use use = callers(t);
    facts.add(
        "culprits",
        culprits(culprits(t)),
        Label.CALLERS,
        use == null ? null : CulpritWords.list(use));
    if (use != null && use.unexplained() > 0) {
      facts.add("unexplainedCalls", use.unexplained());
    }
    advice(facts, t, n.advice());
    Instant another = t.anotherOrgSince();
    if (another != null) {
      facts.add("anotherOrgSince", another.toString());
    }
    if (t instanceof Transition.Acknowledged acknowledged) {
      facts.add("acknowledged", acknowledged(acknowledged.given()));
    }
    own(facts, t.key(), t.evidence(), n.page());
    return new Facts(facts.list);
  }

  /** Of a resolve nothing is left to do. What depends on the org's edition says more. */
  private static void advice(Members facts, Transition t, LimitAdvice advice) {
    if (t instanceof Transition.Resolved || !(t.evidence() instanceof Evidence.Use)) {
      return;
    }
    boolean isKnown = !advice.equals(LimitAdvice.NONE);
    Double perHour = isKnown ? UseFacts.perHour(t) : null;
    if (perHour != null) {
      facts.add("perHour", perHour);
    }
    String byEdition = ConsequenceWords.of(t);
    if (byEdition != null || isKnown) {
      String consequence = byEdition == null ? advice.consequence() : byEdition;
      facts.add("consequence", consequence, Label.CONSEQUENCE, consequence);
    }
    if (isKnown) {
      facts.add("steps", advice.steps(), Label.REMEDY, UseFacts.numbered(advice.steps()));
    }
  }

  /** The member {@code acknowledged} of messages and of the API. */
  public static Map<String, @Nullable Object> acknowledged(Acknowledgement given) {
    Instant until = given.until();
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("by", given.by());
    one.put("at", given.at().toString());
    one.put("until", until == null ? null : until.toString());
    return one;
  }

  /** Of a resolve nobody is named: it is over. */
  private static List<Culprit> culprits(Transition t) {
    Evidence.Use use = callers(t);
    return use == null ? List.of() : use.culprits();
  }

  /** What is known of who is behind it; null if nothing is. */
  private static Evidence.@Nullable Use callers(Transition t) {
    return t.evidence() instanceof Evidence.Use use
            && !(t instanceof Transition.Resolved)
            && use.hasCallers()
        ? use
        : null;
  }

  /** The member {@code culprits} of messages and of the API; null when nobody is named. */
  public static @Nullable List<Map<String, @Nullable Object>> culprits(List<Culprit> culprits) {
    if (culprits.isEmpty()) {
      return null;
    }
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Culprit c : culprits) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("integration", c.integration());
      one.put("name", c.name());
      one.put("calls", c.calls());
      one.put("share", Math.round(1000 * c.share()) / 1000.0);
      Double change = c.changePercent();
      one.put("changePercent", change == null ? null : Math.round(10 * change) / 10.0);
      one.put("basis", c.basis().word());
      one.put("asOf", c.asOf().toString());
      list.add(one);
    }
    return list;
  }

  /** Returns the values by name, in order; the caller may change the map. */
  public SequencedMap<String, @Nullable Object> values() {
    SequencedMap<String, @Nullable Object> values = new LinkedHashMap<>();
    members.stream().filter(m -> !m.name().isEmpty()).forEach(m -> values.put(m.name(), m.value()));
    return values;
  }

  /**
   * The values as texts, for receivers that take nothing else; the caller may change the map. A
   * member of a map has a name such as {@code projection.at}. What is not known is left out, and so
   * are the alerts of a group, which are maps themselves; callers are told in words.
   */
  public SequencedMap<String, String> texts() {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (Member m : members) {
      Shown shown = m.shown();
      if (m.name().isEmpty()) {
        continue;
      }
      texts(
          texts,
          m.name(),
          shown != null && m.value() instanceof List<?> && IN_WORDS.contains(shown.label())
              ? shown.text()
              : m.value());
    }
    return texts;
  }

  private static void texts(Map<String, String> texts, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((member, one) -> texts(texts, name + "." + member, one));
      case List<?> list -> {
        if (list.stream().noneMatch(Map.class::isInstance)) {
          texts.put(
              name,
              PlainText.of(list.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
      }
      default -> texts.put(name, PlainText.of(value.toString()));
    }
  }

  /** Returns what to do, in order; empty if nothing is known. */
  public List<String> steps() {
    for (Member m : members) {
      if (m.name().equals("steps") && m.value() instanceof List<?> steps) {
        return steps.stream().map(String::valueOf).toList();
      }
    }
    return shown().stream().filter(s -> s.label() == Label.REMEDY).map(Shown::text).toList();
  }

  /** Returns what a person is shown beside the title, in the order of {@link Label}. */
  public List<Shown> shown() {
    return members.stream()
        .map(Member::shown)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Shown::label))
        .toList();
  }

  /** Collects members. */
  private static final class Members {
    private final List<Member> list = new ArrayList<>();

    void add(String name, @Nullable Object value) {
      list.add(new Member(name, value, null));
    }

    /** Adds a member of which a person is shown {@code text}; null shows nothing. */
    void add(String name, @Nullable Object value, Label label, @Nullable String text) {
      list.add(new Member(name, value, text == null ? null : new Shown(label, text)));
    }
  }

  /** The values for a member of a group: those of its own alert. */
  private static Map<String, @Nullable Object> of(Evidence.Member m, @Nullable URI alerts) {
    Episode e = m.episode();
    Transition t =
        e.isOpen()
            ? m.previousSeverity() == null
                ? new Transition.Opened(m.key(), e, m.silence())
                : new Transition.Escalated(m.key(), e, m.silence(), m.previousSeverity())
            : new Transition.Resolved(m.key(), e, m.silence());
    Members facts = of(t, t.previousSeverity(), m.tenant(), m.tags(), null);
    facts.add("title", Titles.title(t, LimitName::value));
    facts.add(
        "url",
        // The page of all alerts is in the same folder.
        alerts == null
            ? null
            : PagePaths.beside(alerts, m.key(), m.silence().slot(), m.tenant()).toString());
    facts.add("subject", subject(t.key()));
    facts.add("culprits", null);
    own(facts, t.key(), m.silence(), alerts);
    SequencedMap<String, @Nullable Object> values = new Facts(facts.list).values();
    values.remove("limitLabel");
    return values;
  }

  private static Members of(
      Transition t,
      @Nullable Severity previous,
      @Nullable String tenant,
      Map<String, String> tags,
      @Nullable String limitLabel) {
    Evidence.Use use = t.evidence() instanceof Evidence.Use u ? u : null;
    Reading reading = use == null ? null : use.reading();
    String org = t.key().org().isFleet() ? null : t.key().org().value();
    String severity = t.episode().severity().word();
    Members facts = new Members();
    facts.add("key", t.key().hash());
    facts.add("transition", t.word());
    facts.add(
        "severity",
        severity,
        Label.SEVERITY,
        t instanceof Transition.Resolved ? "resolved" : severity);
    facts.add("previousSeverity", previous == null ? null : previous.word());
    facts.add("org", org, Label.ORG, org);
    facts.add("tenant", tenant, Label.TENANT, tenant);
    facts.add("tags", tags, Label.TAGS, tags.isEmpty() ? null : inWords(tags));
    facts.add("limit", t.key().limit().map(LimitName::value).orElse(null));
    facts.add("limitLabel", limitLabel, Label.LIMIT, limitLabel);
    facts.add("rule", t.key().rule().word());
    facts.add("reason", t.episode().reason().word());
    facts.add(
        "used",
        reading == null ? null : reading.used(),
        Label.USED,
        reading == null ? null : UseFacts.used(reading, UseFacts.perHour(t)));
    facts.add("max", reading == null ? null : reading.max());
    facts.add("remaining", reading == null ? null : reading.remaining());
    facts.add("usedPercent", use == null ? null : use.usedPercent());
    facts.add(
        "projection",
        projection(t),
        Label.FORECAST,
        t.foreseen() == null ? null : why(t, t.foreseen()));
    facts.add("slot", t.evidence().slot().toString());
    facts.add("openedAt", t.episode().openedAt().toString());
    return facts;
  }

  private static String inWords(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + ": " + tag.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String why(Transition t, Foresight.Exhaustion e) {
    return ProjectionWords.why(e, t.evidence().slot()) + CulpritWords.cause(culprits(t));
  }

  private static @Nullable Map<String, Object> projection(Transition t) {
    Foresight.Exhaustion e = t.foreseen();
    if (e == null) {
      return null;
    }
    Map<String, Object> projection = new LinkedHashMap<>();
    projection.put("at", e.at().toString());
    projection.put("earliest", e.earliest().toString());
    projection.put("latest", e.latest().toString());
    projection.put("probability", e.probability());
    projection.put("why", why(t, e));
    return projection;
  }

  private static Map<String, Object> subject(AlertKey key) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("kind", key.subject().kind());
    subject.put("id", key.subjectId());
    return subject;
  }

  /** Adds what one kind of evidence knows. */
  private static void own(Members facts, AlertKey key, Evidence evidence, @Nullable URI page) {
    switch (evidence) {
      case Evidence.Use u -> {}
      case Evidence.Silence s -> {
        facts.add("missedSlots", s.missed());
        facts.add("lastReadAt", s.since() == null ? null : s.since().toString());
        facts.add("problem", s.problem());
        facts.add("remedy", s.remedy(), Label.REMEDY, s.remedy());
      }
      case Evidence.Vanished v -> {
        List<String> limits = v.limits().stream().map(LimitName::value).toList();
        facts.add("limits", limits, Label.LIMITS, String.join(", ", limits));
      }
      case Evidence.RefusedTarget t -> {
        facts.add("target", key.subject().id(), Label.TARGET, key.subject().id());
        facts.add("targetType", t.type());
        facts.add("targetStatus", t.why() == null ? "ok" : t.disabled() ? "disabled" : "parked");
        facts.add("why", t.why());
      }
      case Evidence.Budget b -> {
        facts.add(
            "integration",
            key.subject().id(),
            Label.INTEGRATION,
            b.name().isEmpty() ? key.subject().id() : b.name());
        facts.add("budget", b.budget(), Label.BUDGET, BudgetWords.shown(b));
        facts.add("calls", b.calls());
        facts.add("day", b.day() == null ? null : b.day().toString());
        facts.add("projected", b.projected());
      }
      case Evidence.Finding f -> {
        facts.add("finding", f.facts(), Label.REMEDY, FoundFacts.remedy(f.facts()));
        String names = FoundFacts.names(f.facts());
        if (names != null) {
          facts.add("", null, Label.FINDINGS, names);
        }
      }
      case Evidence.Group g -> {
        if (key.subject() instanceof Subject.Group of) {
          facts.add("group", Map.of(of.by().word(), of.name()));
        }
        facts.add("count", g.members().size());
        facts.add("silent", g.silent());
        facts.add(
            "alerts",
            g.members().stream().map(m -> of(m, page)).toList(),
            g.silent() == 0 ? Label.ORGS : Label.ORGS_NOT_REPORTING,
            g.members().stream()
                .filter(m -> m.episode().isOpen() || g.silent() == 0)
                .map(m -> m.key().org().value())
                .collect(Collectors.joining(", ")));
      }
      case Evidence.Other o -> {}
    }
  }
}
