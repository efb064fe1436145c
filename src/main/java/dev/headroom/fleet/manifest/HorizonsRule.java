package dev.headroom.fleet.manifest;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a policy's projection: its horizons, and the probability from which it pages. */
final class HorizonsRule {
  static final String NAME = "projection";

  static final String PAGE_FROM = "pageFrom";
  static final Set<String> HORIZONS = Names.of("attention", "escalation");
  static final Set<String> MEMBERS = Names.of("attention", "escalation", PAGE_FROM);

  private static final String REMEDY =
      "Write {attention: PT12H, escalation: PT4H}, off, or leave it out for the defaults.";
  private static final String HORIZON_REMEDY =
      "Write an ISO 8601 duration up to P30D, such as PT12H or P14D.";

  private static final String PAGE_FROM_REMEDY =
      "Write a probability from 0 to 1, such as 0.5: a projection that is less likely does not"
          + " escalate.";

  /**
   * What a policy says about projections.
   *
   * @param horizons null if it names none
   */
  record Projected(@Nullable Horizons horizons, double pageFrom) {
    static final Projected BY_DEFAULT = new Projected(null, Yardstick.DEFAULT_PAGE_FROM);
  }

  private final Findings findings;

  HorizonsRule(Findings findings) {
    this.findings = findings;
  }

  /** Returns the projection; the defaults if the policy names none, and after a violation. */
  Projected read(Members members) {
    Node node = members.optional(NAME);
    if (node == null) {
      return Projected.BY_DEFAULT;
    }
    if (isOff(node)) {
      return new Projected(Horizons.OFF, Yardstick.DEFAULT_PAGE_FROM);
    }
    Mapping mapping = members.mapping(NAME, node, REMEDY);
    return mapping == null
        ? Projected.BY_DEFAULT
        : projected(new Members(mapping, members.at(NAME), false, findings).only(MEMBERS));
  }

  /** Returns the horizons of an override, which has no probability; null if it names none. */
  @Nullable Horizons horizons(Members members) {
    Node node = members.optional(NAME);
    if (node instanceof Mapping mapping) {
      new Members(mapping, members.at(NAME), false, findings).only(HORIZONS);
    }
    return read(members).horizons();
  }

  private Projected projected(Members members) {
    if (members.names().isEmpty()) {
      findings.add(members.path(), "is empty", REMEDY);
      return Projected.BY_DEFAULT;
    }
    Double pageFrom = pageFrom(members);
    Duration attention = horizon(members, "attention");
    Duration escalation = horizon(members, "escalation");
    if (attention != null && escalation != null && escalation.compareTo(attention) > 0) {
      findings.add(
          members.at("escalation"),
          escalation.toString(),
          "is longer than attention (" + attention + ")",
          "Give the escalation the shorter horizon.");
      return Projected.BY_DEFAULT;
    }
    boolean names = members.has("attention") || members.has("escalation");
    if (pageFrom != null && names && !members.has("escalation")) {
      findings.warn(
          members.at(PAGE_FROM),
          null,
          "has no effect: nothing that is projected escalates without a horizon for it",
          "Add escalation: PT4H, or leave pageFrom out.");
    }
    if (pageFrom != null && pageFrom > Foresight.MAX_PROBABLE) {
      findings.warn(
          members.at(PAGE_FROM),
          LevelsRule.text(pageFrom),
          "keeps everything that is only projected from escalating: no projection is more likely"
              + " than "
              + Foresight.MAX_PROBABLE,
          "Write a lower probability, such as 0.5.");
    }
    return new Projected(
        names ? new Horizons(attention, escalation) : null,
        pageFrom == null ? Yardstick.DEFAULT_PAGE_FROM : pageFrom);
  }

  private @Nullable Double pageFrom(Members members) {
    Double pageFrom = members.optionalNumber(PAGE_FROM, PAGE_FROM_REMEDY);
    if (pageFrom == null || Yardstick.isProbability(pageFrom)) {
      return pageFrom;
    }
    findings.add(
        members.at(PAGE_FROM), LevelsRule.text(pageFrom), "is not from 0 to 1", PAGE_FROM_REMEDY);
    return null;
  }

  private @Nullable Duration horizon(Members members, String name) {
    String text = members.optionalText(name, HORIZON_REMEDY);
    if (text == null) {
      return null;
    }
    Optional<Duration> horizon = Forms.duration(text);
    if (horizon.filter(Horizons::fits).isPresent()) {
      return horizon.get();
    }
    findings.add(
        members.at(name),
        text,
        horizon.isEmpty() ? "is not a duration" : "is not over PT0S and at most P30D",
        HORIZON_REMEDY);
    return null;
  }

  /** {@code off} is text to some YAML readers and false to others. */
  private static boolean isOff(Node node) {
    return node instanceof Scalar s
        && ((s.kind() == Kind.TEXT && s.text().equals("off"))
            || (s.kind() == Kind.BOOLEAN && !s.isTrue()));
  }
}
