package dev.headroom.local.simulator;

/** The programs of the demo's orgs: those that every org has, with their shares of its traffic. */
final class DemoCallers {

  private DemoCallers() {}

  /** Adds the programs that people work with, in proportion to {@code people}. */
  static OrgSketch staff(OrgSketch org, Rate people) {
    return org.calledBy(app(org, "Sales Console", 1, Work.ARRIVALS), people.times(0.55))
        .calledBy(client(org, "mail-companion/5.1", 2, Work.DESCRIBES), people.times(0.25))
        .calledBy(app(org, "Field Service Mobile", 3, Work.ARRIVALS), people.times(0.2));
  }

  /** Adds the programs that run day and night, in proportion to {@code machines}. */
  static OrgSketch machines(OrgSketch org, Rate machines) {
    return org.calledBy(app(org, "ERP Sync", 4, Work.ARRIVALS), machines.times(0.6))
        .calledBy(client(org, "warehouse-extract/2.4", 5, Work.SMALL_PAGES), machines.times(0.3))
        .calledBy(client(org, "price-feed", 6, Work.LOGINS), machines.times(0.1));
  }

  /** Returns a connected app of that org. */
  static Program app(OrgSketch org, String name, int i, Work work) {
    return Program.app(name, org.id(), org.program(i), work);
  }

  /** Returns a program of that org that is known by its client name. */
  static Program client(OrgSketch org, String name, int i, Work work) {
    return Program.client(name, org.id(), org.program(i), work);
  }
}
