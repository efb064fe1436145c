package dev.headroom.usage.salesforce;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The positions of the needed columns in a file, by its header. */
final class Columns {
  static final int TIMESTAMP = 0;
  static final int REQUEST_ID = 1;
  static final int USER_ID = 2;
  static final int USER_NAME = 3;
  static final int CLIENT_IP = 4;
  static final int CLIENT_NAME = 5;
  static final int CONNECTED_APP_ID = 6;
  static final int CONNECTED_APP_NAME = 7;
  static final int API_FAMILY = 8;
  static final int API_VERSION = 9;
  static final int API_RESOURCE = 10;
  static final int HTTP_METHOD = 11;
  static final int ENTITY_NAME = 12;
  static final int STATUS_CODE = 13;
  static final int COUNTS_AGAINST_API_LIMIT = 14;
  static final int API_CLIENT_CATEGORY = 15;
  static final int ROWS_PROCESSED = 16;
  static final int QUERY = 17;

  private static final List<String> NAMES =
      List.of(
          "TIMESTAMP",
          "REQUEST_ID",
          "USER_ID",
          "USER_NAME",
          "CLIENT_IP",
          "CLIENT_NAME",
          "CONNECTED_APP_ID",
          "CONNECTED_APP_NAME",
          "API_FAMILY",
          "API_VERSION",
          "API_RESOURCE",
          "HTTP_METHOD",
          "ENTITY_NAME",
          "STATUS_CODE",
          "COUNTS_AGAINST_API_LIMIT",
          "API_CLIENT_CATEGORY",
          "ROWS_PROCESSED",
          "QUERY");

  /** Alternative names of columns. */
  private static final Map<String, String> ALIASES = Map.of("RECORDS_PROCESSED", "ROWS_PROCESSED");

  static final int COUNT = 18;

  private static final int UNREAD = -1;

  private final int[] wanted;

  private Columns(int[] wanted) {
    this.wanted = wanted;
  }

  static Columns of(List<String> header) {
    int[] wanted = new int[header.size()];
    Arrays.fill(wanted, UNREAD);
    for (int i = 0; i < wanted.length; i++) {
      String name = header.get(i).strip();
      wanted[i] = NAMES.indexOf(ALIASES.getOrDefault(name, name));
    }
    return new Columns(wanted);
  }

  /** Returns how many columns the file has. */
  int count() {
    return wanted.length;
  }

  /** Returns which needed column is at a position of the file, or -1. */
  int at(int place) {
    return place < wanted.length ? wanted[place] : UNREAD;
  }

  boolean has(int column) {
    return Arrays.stream(wanted).anyMatch(c -> c == column);
  }

  static String name(int column) {
    return NAMES.get(column);
  }
}
