package dev.headroom.access;

/** Ids of records, 15 or 18 characters: the last three are a checksum of the first 15. */
public final class SalesforceId {
  private static final int SHORT = 15;
  private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private SalesforceId() {}

  /** Returns what two spellings of one id have in common. */
  public static String key(String id) {
    return id.length() > SHORT ? id.substring(0, SHORT) : id;
  }

  /** Returns the spelling with 18 characters; text that is not an id is returned unchanged. */
  public static String whole(String id) {
    if (id.length() != SHORT) {
      return id;
    }
    StringBuilder whole = new StringBuilder(id);
    for (int from = 0; from < SHORT; from += 5) {
      int capitals = 0;
      for (int i = 0; i < 5; i++) {
        char c = id.charAt(from + i);
        capitals |= c >= 'A' && c <= 'Z' ? 1 << i : 0;
      }
      whole.append(CHECK.charAt(capitals));
    }
    return whole.toString();
  }
}
