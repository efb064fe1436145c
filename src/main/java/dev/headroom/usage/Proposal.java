package dev.headroom.usage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lines to paste into the manifest for an integration that nobody named.
 *
 * @param groups how many callers look like one program
 * @param lines an item of {@code integrations}
 */
public record Proposal(int groups, String lines) {
  private static final int MAX_VALUES = 20;

  /** Returns a proposal for {@code integration}, whose callers are in {@code log}. */
  public static Proposal of(Integration integration, CallLog log) {
    return of(
        integration.name(), integration.callers().stream().map(log::caller).distinct().toList());
  }

  /** A proposal for an integration of that name, with at least one caller. */
  public static Proposal of(String name, List<Caller> callers) {
    Caller first = callers.getFirst();
    String match;
    if (!first.appName().isEmpty() || !first.appId().isEmpty()) {
      match = list("apps", callers, c -> c.appName().isEmpty() ? c.appId() : c.appName());
    } else if (ClientName.distinctive(first.client())) {
      match = list("clients", callers, c -> ClientName.folded(c.client()).replace('#', '*'));
    } else {
      String users = list("users", callers, c -> c.userName().isEmpty() ? c.user() : c.userName());
      boolean placed = callers.stream().anyMatch(c -> !c.address().isEmpty());
      match = placed ? users + ", " + list("addresses", callers, Caller::address) : users;
    }
    String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return new Proposal(
        callers.size(),
        "- {id: %s, name: %s, match: {%s}}"
            .formatted(
                id.replaceAll("^-|-$", "").transform(t -> t.substring(0, Math.min(64, t.length()))),
                quoted(name),
                match));
  }

  private interface Part {
    String of(Caller caller);
  }

  private static String list(String name, List<Caller> callers, Part part) {
    Set<String> values = new TreeSet<>();
    for (Caller caller : callers) {
      if (!part.of(caller).isEmpty() && values.size() < MAX_VALUES) {
        values.add(quoted(part.of(caller)));
      }
    }
    return name + ": [" + String.join(", ", values) + "]";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
