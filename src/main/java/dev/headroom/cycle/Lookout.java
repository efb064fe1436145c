package dev.headroom.cycle;

/** Judges what no reading would tell, once with every sweep. Repeating it changes nothing. */
public interface Lookout {
  /**
   * Looks, and commits what it finds.
   *
   * @return how many alerts and orgs it changed
   */
  int look();
}
