package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.org.Forms;
import dev.headroom.usage.AddressRange;
import dev.headroom.usage.Caller;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.IntegrationRule.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code integrations}. */
final class IntegrationSection {
  static final String NAME = "integrations";
  static final Set<String> MEMBERS = Names.of("id", "name", "match", "owner", "contact", "budget");
  static final Set<String> MATCH_MEMBERS =
      Names.of("orgs", "apps", "clients", "users", "addresses");

  private static final String REMEDY = "Write {id, name, match}.";
  private static final String MATCH_REMEDY =
      "Say by apps, clients, users or addresses which calls are its own.";
  private static final String BUDGET_REMEDY =
      "Write calls a day, such as 20000, or per cent of the allocation in quotes, such as \"15%\".";
  private static final String ADDRESS_REMEDY =
      "Write an address or a range such as 203.0.113.0/24, or the words " + Caller.INSIDE + ".";
  private static final int MAX_CALLS = 1_000_000_000;
  private static final Pattern PERCENT = Pattern.compile("(100|[1-9][0-9]?)%");

  private final Findings findings;
  private final Ids orgs;

  IntegrationSection(Findings findings, Ids orgs) {
    this.findings = findings;
    this.orgs = orgs;
  }

  List<IntegrationRule> integrations(Members root) {
    Ids ids = new Ids(findings);
    List<IntegrationRule> read = new ArrayList<>();
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
        continue;
      }
      Members members = new Members(mapping, place, false, findings).only(MEMBERS);
      String id = ids.claim(members, place);
      String name = members.requiredText("name", "Name it for people to read.");
      Match match = match(members);
      String owner = members.optionalText("owner", "Write who runs it, or leave it out.");
      String contact = members.optionalText("contact", "Write whom to call, or leave it out.");
      Budget budget = budget(members);
      if (id != null && name != null && match != null) {
        read.add(new IntegrationRule(id, name, match, owner, contact, budget));
      }
    }
    return read;
  }

  private @Nullable Match match(Members members) {
    Mapping mapping =
        members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
    if (mapping == null) {
      return null;
    }
    Members match = new Members(mapping, members.at("match"), false, findings).only(MATCH_MEMBERS);
    Match read =
        new Match(
            texts(match, "orgs"),
            texts(match, "apps"),
            texts(match, "clients"),
            texts(match, "users"),
            texts(match, "addresses"));
    for (int i = 0; i < read.orgs().size(); i++) {
      if (!orgs.hold(read.orgs().get(i))) {
        findings.add(
            match.at("orgs") + "[" + i + "]",
            read.orgs().get(i),
            "names an org that the manifest does not have",
            "Add it to orgs, or correct the id.");
      }
    }
    for (int i = 0; i < read.addresses().size(); i++) {
      String address = read.addresses().get(i);
      if (!address.equals(Caller.INSIDE) && AddressRange.parse(address).isEmpty()) {
        findings.add(
            match.at("addresses") + "[" + i + "]",
            address,
            "is neither an address nor a range of addresses",
            ADDRESS_REMEDY);
      }
    }
    boolean none = MATCH_MEMBERS.stream().noneMatch(m -> !m.equals("orgs") && match.has(m));
    if (none) {
      findings.add(members.at("match"), "matches every call", MATCH_REMEDY);
    }
    return read;
  }

  private List<String> texts(Members match, String name) {
    String remedy = "Write a list of texts, or leave it out.";
    Node node = match.optional(name);
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at(name), "is an empty list", remedy);
    }
    List<String> texts = match.texts(name, node, remedy);
    return texts == null ? List.of() : texts;
  }

  private @Nullable Budget budget(Members members) {
    Node node = members.optional("budget");
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Scalar s) {
      Optional<Integer> calls =
          s.kind() == Kind.NUMBER ? Forms.whole(s.text(), 1, MAX_CALLS) : Optional.empty();
      if (calls.isPresent()) {
        return new Budget(calls.get(), false);
      }
      Matcher percent = PERCENT.matcher(s.text());
      if (s.kind() == Kind.TEXT && percent.matches()) {
        return new Budget(Integer.parseInt(percent.group(1)), true);
      }
    }
    findings.add(
        members.at("budget"),
        YamlWords.written(node).orElse(null),
        "is neither calls a day nor 1 to 100 per cent of the allocation",
        BUDGET_REMEDY);
    return null;
  }
}
