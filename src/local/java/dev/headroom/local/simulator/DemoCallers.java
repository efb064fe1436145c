package dev.headroom.local.simulator;

/** The programs of the demo's orgs: those that every org has, in the shares of its traffic. */
final class DemoCallers {

  private DemoCallers() {}

  /** What people work with, in the proportion of {@code people}. */
  static OrgSketch staff(OrgSketch org, Rate people) {
    return org.calledBy(app(org, "Sales Console", 1, Work.ARRIVALS), people.times(0.55))
        .calledBy(client(org, "mail-companion/5.1", 2, Work.DESCRIBES), people.times(0.25))
        .calledBy(app(org, "Field Service Mobile", 3, Work.ARRIVALS), people.times(0.2));
  }

  /** What runs day and night, in the proportion of {@code machines}. */
  static OrgSketch machines(OrgSketch org, Rate machines) {
    return org.calledBy(app(org, "ERP Sync", 4, Work.ARRIVALS), machines.times(0.6))
        .calledBy(client(org, "warehouse-extract/2.4", 5, Work.SMALL_PAGES), machines.times(0.3))
        .calledBy(client(org, "price-feed", 6, Work.LOGINS), machines.times(0.1));
  }

  /** A connected app of that org. */
  static Program app(OrgSketch org, String name, int i, Work work) {
    return Program.app(name, org.id(), org.program(i), work);
  }

  /** A program of that org that its client's name tells. */
  static Program client(OrgSketch org, String name, int i, Work work) {
    return Program.client(name, org.id(), org.program(i), work);
  }
}
