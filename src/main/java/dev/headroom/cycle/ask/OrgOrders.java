package dev.headroom.cycle.ask;

/**
 * What can be ordered besides manifests.
 *
 * @param pauses stops reading it for a while
 * @param erasures drops what is kept of its usage
 * @param notes stores what operators write about it
 * @param telling everything about notifying
 */
public record OrgOrders(
    PauseCycle pauses, EraseCycle erasures, NoteCycle notes, TellOrders telling) {
  /** Orders of orgs only. */
  public OrgOrders(PauseCycle pauses, EraseCycle erasures, NoteCycle notes) {
    this(pauses, erasures, notes, TellOrders.NONE);
  }
}
