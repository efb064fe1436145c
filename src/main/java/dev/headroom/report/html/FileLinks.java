package dev.headroom.report.html;

import dev.headroom.notify.PageNames;
import dev.headroom.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the links of a page relative, so that they work wherever its folder lies. A link to what is
 * no file becomes plain text; so does one that leaves the folder of a tenant.
 *
 * @param root the folder of all pages that may be linked to: empty, or that of a tenant
 * @param orgs those whose pages are there, by id
 * @param alerts the id of the org of each alert, by the alert's key
 */
record FileLinks(String root, Map<String, Org> orgs, Map<String, String> alerts) {
  /** In texts a quotation mark is escaped, so these are in tags alone. */
  private static final String ADDRESS = "=\"/";

  private static final String AGE = "<span class=\"ago\">";
  private static final String AGE_END = "</span>";
  private static final Pattern ORG =
      Pattern.compile("/orgs/([a-z0-9-]+)(?:/(runbook|runbook\\.md))?");
  private static final Pattern ALERT = Pattern.compile("/alerts/([0-9a-f]+)");

  /** Returns {@code html} as the file {@code name}: without ages, which a file cannot tell. */
  String relative(String html, String name) {
    String text = withoutAges(html);
    StringBuilder result = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf(ADDRESS); at >= 0; at = text.indexOf(ADDRESS, at + 1)) {
      int end = text.indexOf('"', at + ADDRESS.length());
      int start = attribute(text, at);
      if (start >= 0 && end >= 0) {
        result.append(text, copied, start);
        String to = target(text.substring(at + 2, end), name).orElse("");
        if (!to.isEmpty()) {
          result.append(text, start, at + 2).append(between(name, to)).append('"');
        }
        copied = end + 1;
      }
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** Returns where the attribute of an address begins, with its blank; -1 if it is no link. */
  private static int attribute(String text, int equals) {
    for (String attribute : List.of(" href", " src")) {
      if (text.startsWith(attribute, equals - attribute.length())) {
        return equals - attribute.length();
      }
    }
    return -1;
  }

  private static String withoutAges(String html) {
    StringBuilder result = new StringBuilder(html.length());
    int copied = 0;
    for (int at = html.indexOf(AGE); at >= 0; at = html.indexOf(AGE, at + 1)) {
      int end = html.indexOf(AGE_END, at);
      if (end >= 0) {
        result.append(html, copied, at > copied && html.charAt(at - 1) == ' ' ? at - 1 : at);
        copied = end + AGE_END.length();
      }
    }
    return result.append(html, copied, html.length()).toString();
  }

  private Optional<String> target(String address, String from) {
    int hash = address.indexOf('#');
    String fragment = hash < 0 ? "" : address.substring(hash);
    String rest = hash < 0 ? address : address.substring(0, hash);
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    return switch (path) {
      case "/assets/app.css" -> Optional.of(root + PageNames.STYLE);
      case "/assets/icon.svg" -> Optional.of(root + PageNames.ICON);
      // With a query they are other pages than the file.
      case "/" -> mark < 0 ? Optional.of(root + PageNames.INDEX) : Optional.empty();
      case "/alerts" -> mark < 0 ? Optional.of(root + PageNames.ALERTS) : Optional.empty();
      default ->
          org(path)
              // The same page with another chart or order is no file.
              .filter(name -> mark < 0 || !name.equals(from))
              .map(name -> name + (name.endsWith(".md") || name.contains("#") ? "" : fragment));
    };
  }

  private Optional<String> org(String path) {
    var alert = ALERT.matcher(path);
    if (alert.matches()) {
      Org org = orgs.get(alerts.getOrDefault(alert.group(1), ""));
      return org == null
          ? Optional.empty()
          : Optional.of(PageNames.org(org.tenant(), org.id()) + "#alerts");
    }
    var page = ORG.matcher(path);
    Org org = page.matches() ? orgs.get(page.group(1)) : null;
    if (org == null) {
      return Optional.empty();
    }
    String part = page.group(2);
    return Optional.of(
        part == null
            ? PageNames.org(org.tenant(), org.id())
            : part.equals("runbook")
                ? PageNames.runbook(org.tenant(), org.id())
                : PageNames.markdown(org.tenant(), org.id()));
  }

  /** Returns the way from one file to another. */
  static String between(String from, String to) {
    List<String> there = new ArrayList<>(List.of(to.split("/", -1)));
    List<String> here = new ArrayList<>(List.of(from.split("/", -1)));
    while (here.size() > 1 && there.size() > 1 && here.getFirst().equals(there.getFirst())) {
      here.removeFirst();
      there.removeFirst();
    }
    return "../".repeat(here.size() - 1) + String.join("/", there);
  }
}
