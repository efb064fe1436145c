package dev.headroom.fleet.manifest;

import dev.headroom.alert.PolicyOverride;
import dev.headroom.fleet.OverrideReader;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an override in the form of the manifest, or as an operator orders it. */
public final class YamlOverrideReader implements OverrideReader {
  private static final Pattern AMOUNT = Pattern.compile("(percent|used|remaining)[:=](.*)");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.eE+-]{0,30}");

  private final OrgDirectory directory;

  /** Creates a reader that knows the orgs and tenants of {@code directory}. */
  public YamlOverrideReader(OrgDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Read read(String id, String text) {
    try {
      return read(id, YamlText.parse(text));
    } catch (SyntaxViolationException e) {
      return new Read(List.of(e.violation()), null);
    }
  }

  @Override
  public Read read(String id, Map<String, String> members) {
    List<Entry> match = new ArrayList<>();
    add(match, "orgs", members.get("org"));
    add(match, "limits", members.get("limit"));
    List<Entry> entries = new ArrayList<>(List.of(entry("match", mapping(match))));
    members.forEach(
        (name, value) -> {
          switch (name) {
            case "org", "limit" -> {}
            case LevelsRule.ATTENTION, LevelsRule.ESCALATION ->
                entries.add(entry(name, threshold(value.strip())));
            case LevelsRule.RECOVER_BELOW -> entries.add(entry(name, number(value.strip())));
            default -> entries.add(entry(name, text(value)));
          }
        });
    return read(id, mapping(entries));
  }

  private Read read(String id, Mapping document) {
    Findings findings = new Findings(document);
    PolicyOverride override =
        new OverridesSection(
                findings,
                new Tags(findings),
                tenant -> directory.all().stream().anyMatch(org -> org.tenant().equals(tenant)),
                org ->
                    OrgId.FORM.matcher(org).matches() && directory.find(new OrgId(org)).isPresent())
            .override(id, new Members(document, "", false, findings));
    List<Violation> violations = findings.all();
    return new Read(violations, violations.isEmpty() ? override : null);
  }

  private static void add(List<Entry> match, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      match.add(entry(name, new Node.Sequence(List.of(text(value)), 1, 2)));
    }
  }

  /** A percentage, or amounts with commas between them. */
  private static Node threshold(String value) {
    List<Entry> amounts = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      Matcher amount = AMOUNT.matcher(part.strip());
      if (!amount.matches()) {
        return number(value);
      }
      amounts.add(entry(amount.group(1), number(amount.group(2).strip())));
    }
    return mapping(amounts);
  }

  private static Scalar number(String value) {
    return new Scalar(NUMBER.matcher(value).matches() ? Kind.NUMBER : Kind.TEXT, value, 1);
  }

  private static Scalar text(String value) {
    return new Scalar(Kind.TEXT, value, 1);
  }

  private static Entry entry(String name, Node value) {
    return new Entry(name, value, 1);
  }

  private static Mapping mapping(List<Entry> entries) {
    return new Mapping(List.copyOf(entries), 1, entries.size() + 1L);
  }
}
