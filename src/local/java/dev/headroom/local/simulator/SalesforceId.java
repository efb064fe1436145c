package dev.headroom.local.simulator;

/**
 * The 18-character form of record ids: 15 case-sensitive characters and 3 that encode their case.
 */
final class SalesforceId {

  private static final String CASE_CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private SalesforceId() {}

  /** Returns the 18 characters of a 15-character id. */
  static String of15(String id) {
    if (!id.matches("[0-9A-Za-z]{15}")) {
      throw new IllegalArgumentException("not a 15-character id: " + id);
    }
    StringBuilder suffix = new StringBuilder(id);
    for (int chunk = 0; chunk < 3; chunk++) {
      int upper = 0;
      for (int i = 0; i < 5; i++) {
        if (Character.isUpperCase(id.charAt(chunk * 5 + i))) {
          upper |= 1 << i;
        }
      }
      suffix.append(CASE_CODES.charAt(upper));
    }
    return suffix.toString();
  }

  /** Returns an id of that kind (its three-character prefix) for {@code number}. */
  static String of(String prefix, String pod, int number) {
    return of15(prefix + pod + "0".repeat(12 - pod.length() - 3) + "%03d".formatted(number));
  }
}
