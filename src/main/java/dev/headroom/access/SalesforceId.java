package dev.headroom.access;

/** Ids of records, of 15 or 18 characters: the last three say the first 15 again. */
public final class SalesforceId {
  private static final int SHORT = 15;
  private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private SalesforceId() {}

  /** What two spellings of one id have in common. */
  public static String key(String id) {
    return id.length() > SHORT ? id.substring(0, SHORT) : id;
  }

  /** The spelling of 18 characters; what is no id stays as it is. */
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
