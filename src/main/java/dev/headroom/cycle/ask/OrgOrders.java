package dev.headroom.cycle.ask;

/**
 * What can be ordered of an org.
 *
 * @param pauses stops reading it for a while
 * @param erasures drops what is kept of its usage
 * @param notes stores what operators write about it
 */
public record OrgOrders(PauseCycle pauses, EraseCycle erasures, NoteCycle notes) {}
