package dev.headroom.report.html;

import dev.headroom.notify.PageNames;
import dev.headroom.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
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
  /** An attribute of a tag: in texts a quotation mark is escaped. */
  private static final Pattern LINK = Pattern.compile(" (?:href|src)=\"(/[^\"]*)\"");

  private static final Pattern AGE = Pattern.compile(" ?<span class=\"ago\">[^<]*</span>");
  private static final Pattern ORG =
      Pattern.compile("/orgs/([a-z0-9-]+)(?:/(runbook|runbook\\.md))?");
  private static final Pattern ALERT = Pattern.compile("/alerts/([0-9a-f]+)");

  /** Returns {@code html} as the file {@code name}: without ages, which a file cannot tell. */
  String relative(String html, String name) {
    String text = AGE.matcher(html).replaceAll("");
    return LINK.matcher(text)
        .replaceAll(
            link ->
                target(link.group(1), name)
                    .map(to -> attribute(link, between(name, to)))
                    .orElse("")
                    .replace("$", "\\$"));
  }

  private static String attribute(MatchResult link, String to) {
    String whole = link.group();
    return whole.substring(0, whole.indexOf('"') + 1) + to + '"';
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
