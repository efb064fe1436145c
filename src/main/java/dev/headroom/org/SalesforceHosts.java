package dev.headroom.org;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Salesforce's host names are for (Salesforce Help, "My Domain URL Formats"). */
public final class SalesforceHosts {
  /** Domains in which every host is Salesforce's own: commercial, US Government and China. */
  private static final List<String> OWN =
      List.of("salesforce.com", "salesforce.mil", "sfcrmproducts.cn");

  /** Ends or first labels of names that serve pages but no logins. */
  private static final List<Pages> PAGES =
      List.of(
          new Pages(".lightning.force.com", "Lightning pages"),
          new Pages(".lightning.crmforce.mil", "Lightning pages"),
          new Pages(".visualforce.com", "Visualforce pages"),
          new Pages(".vf.force.com", "Visualforce pages"),
          new Pages(".visual.force.com", "Visualforce pages"),
          new Pages(".visual.crmforce.mil", "Visualforce pages"),
          new Pages(".salesforce-setup.com", "Setup's pages"),
          new Pages(".salesforce-setup.mil", "Setup's pages"),
          new Pages(".builder.salesforce-experience.com", "the Experience Builder"),
          new Pages(".file.force.com", "files"),
          new Pages(".documentforce.com", "files"),
          new Pages("www.salesforce.com", "Salesforce's own site"),
          new Pages("help.salesforce.com", "Salesforce's help"),
          new Pages("status.salesforce.com", "the instances' state"));

  /** Lightning and Setup hosts begin like the My Domain host of the same org. */
  private static final Pattern OF_AN_ORG =
      Pattern.compile(
          "([a-z0-9-]+(?:\\.[a-z]+)?)\\.(?:lightning\\.force\\.com|my\\.salesforce-setup\\.com)");

  private record Pages(String end, String what) {}

  private SalesforceHosts() {}

  /**
   * Returns whether {@code host} serves the logins of every org, so that it does not know which org
   * is meant.
   */
  public static boolean isGeneralLogin(String host) {
    String name = plain(host);
    return name.equals("login.salesforce.com")
        || name.equals("test.salesforce.com")
        || name.equals("login.salesforce.mil")
        || name.equals("test.salesforce.mil");
  }

  /** Returns whether nobody but Salesforce can answer at {@code host}. */
  public static boolean isOwn(String host) {
    String name = plain(host);
    return OWN.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
  }

  /** Returns what {@code host} serves if it serves no logins; empty if it may serve them. */
  public static Optional<String> servesInstead(String host) {
    String name = plain(host);
    return PAGES.stream()
        .filter(p -> p.end().startsWith(".") ? name.endsWith(p.end()) : name.equals(p.end()))
        .map(Pages::what)
        .findFirst();
  }

  /**
   * Returns the My Domain host of the org whose Lightning or Setup host this is; empty for others.
   */
  public static Optional<String> myDomainOf(String host) {
    Matcher name = OF_AN_ORG.matcher(plain(host));
    return name.matches() ? Optional.of(name.group(1) + ".my.salesforce.com") : Optional.empty();
  }

  private static String plain(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
