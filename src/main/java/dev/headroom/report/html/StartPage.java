package dev.headroom.report.html;

import dev.headroom.forecast.NextExhaustion;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.OrgView;
import dev.headroom.report.SavingsView;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The way of a newcomer through the four jobs, with links into the running fleet.
 *
 * @param orgs how many there are
 */
@RegisterForReflection
public record StartPage(int orgs, List<Job> jobs) {
  /**
   * One of the jobs.
   *
   * @param what it is for, a sentence
   * @param state what there is to see of it now, or when there will be
   */
  @RegisterForReflection
  public record Job(String title, String what, String state, List<Link> links) {}

  /** A page to look at, and what it shows. */
  @RegisterForReflection
  public record Link(String href, String text, String shows) {}

  static StartPage of(
      List<OrgView> orgs, int alerts, AccessFleetView access, SavingsView usage, boolean inbox) {
    String org = orgs.stream().min(OrgView.WORST_FIRST).map(o -> o.org().id().value()).orElse("");
    long read = orgs.stream().filter(o -> o.lastReadAt() != null).count();
    return new StartPage(
        orgs.size(),
        orgs.isEmpty()
            ? List.of()
            : List.of(
                allocation(org, read, orgs.size()),
                access(org, access),
                watch(org, orgs, alerts, inbox),
                design(org, usage)));
  }

  private static Job allocation(String org, long read, int all) {
    return new Job(
        "Know the allocation",
        "What an org may use, who uses it, and what to do when it runs short.",
        read == 0
            ? "No org has been read yet. Each is read within its interval, five minutes if nothing"
                + " else is set."
            : "%s of %s orgs have been read.".formatted(Figures.number(read), Figures.number(all)),
        List.of(
            new Link("/tenants", "Tenants", "what everybody may use, uses and costs"),
            new Link("/orgs/" + org + "/runbook", "Runbook of " + org, "all of it on one page"),
            new Link(
                "/orgs/" + org + "/usage",
                "Usage of " + org,
                "which integration makes how many calls")));
  }

  private static Job access(String org, AccessFleetView access) {
    List<AccessFleetView.OfOrg> known =
        access.orgs().stream().filter(o -> o.day() != null).toList();
    String worst = known.isEmpty() ? org : known.getFirst().org().id().value();
    return new Job(
        "Keep access narrow",
        "Who may use the API, who should not, and whom an IP restriction would lock out.",
        known.isEmpty()
            ? "No org has been audited yet. Each is once a day, at an hour of its own."
            : "%s of %s orgs have been audited. Each is once a day, at an hour of its own."
                .formatted(Figures.number(known.size()), Figures.number(access.orgs().size())),
        List.of(
            new Link("/access", "Access", "the findings of every org, the worst first"),
            new Link("/orgs/" + worst + "/access", "Access of " + worst, "users, apps and ranges"),
            new Link(
                "/orgs/" + worst + "/lock-out",
                "Lock-out question",
                "try a restriction on the login history before it is made")));
  }

  private static Job watch(String org, List<OrgView> orgs, int alerts, boolean inbox) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("/", "Fleet", "every org, the worst first"));
    links.add(new Link("/alerts", "Alerts", "what is wrong, since when, and who was told"));
    String soon =
        orgs.stream()
            .filter(o -> o.next() instanceof NextExhaustion.Expected)
            .min(Comparator.comparing(OrgView::next, NextExhaustion.SOONEST_FIRST))
            .map(o -> o.org().id().value())
            .orElse(org);
    links.add(
        new Link("/orgs/" + soon, soon, "its limits, with the forecast of the one that runs out"));
    links.add(
        inbox
            ? new Link("/inbox", "Inbox", "the messages as your tools would get them")
            : new Link("/targets", "Targets", "where messages go"));
    return new Job(
        "Watch consumption",
        "Alerts at 60 % and 80 %, and hours before a limit runs out.",
        alerts == 0
            ? "No alert is open. One opens at the first reading that reaches a level."
            : alerts == 1 ? "1 alert is open." : Figures.number(alerts) + " alerts are open.",
        links);
  }

  private static Job design(String org, SavingsView usage) {
    boolean none = usage.unknown() == usage.orgs();
    String wasteful = usage.rows().isEmpty() ? org : usage.rows().getFirst().org().id().value();
    return new Job(
        "Design within the limits",
        "Which calls are wasteful, what to use instead, and whether a new integration fits.",
        none
            ? "No event log file has been read yet. They are looked for every hour; most orgs have"
                + " one a day, some hours after the day is over."
            : usage.rows().isEmpty()
                ? "Event log files were read, and nothing wasteful was found in them yet."
                : "%s calls a day could be saved.".formatted(Figures.number(usage.perDay())),
        List.of(
            new Link("/savings", "Savings", "what the whole fleet wastes, the largest first"),
            new Link(
                "/orgs/" + wasteful + "/usage", "Usage of " + wasteful, "the findings and a plan"),
            new Link("/orgs/" + org + "/what-if", "What if", "try a new integration or an add-on"),
            new Link(
                "/orgs/" + org + "/backtest",
                "Backtest",
                "which alerts other levels would have raised")));
  }
}
