package dev.headroom.limits;

/**
 * Meaning and window of known limits. An unknown name gets an entry of its own: it works at once.
 */
public interface LimitCatalogue {
  /**
   * Never fails: a name that the catalogue lacks has {@link Window#UNKNOWN} and a label made of it.
   */
  LimitInfo describe(LimitName name);
}
