package dev.headroom.usage;

/** Numbers for endpoints, found from the raw resource of a row without creating strings. */
final class EndpointTable {
  /** A packed row has room for 65,536. */
  private static final int MOST = 60_000;

  private static final int OTHERS = 0;

  private final TextTable<Endpoint> table = new TextTable<>();
  private final TextKey key = new TextKey();
  private long target;
  private int page;

  EndpointTable() {
    table.idOf(new TextKey().add(Endpoint.OTHERS.resource()), () -> Endpoint.OTHERS);
  }

  /** Returns the number of an endpoint that another log had. */
  int idOf(Endpoint endpoint) {
    if (endpoint.equals(Endpoint.OTHERS)) {
      return OTHERS;
    }
    key.clear().add(endpoint.family()).end().add(endpoint.method()).end().add(endpoint.resource());
    return table.size() >= MOST && !table.knows(key) ? OTHERS : table.idOf(key, () -> endpoint);
  }

  Endpoint get(int id) {
    return table.get(id);
  }

  int size() {
    return table.size();
  }

  /**
   * Returns the hash of the last raw resource, with its ids; for further pages of a query, that of
   * the query.
   */
  long target() {
    return target;
  }

  /** Returns the row at which the last resource's page begins, or -1. */
  int page() {
    return page;
  }

  /** Returns the number of an endpoint; {@code raw} is the resource as in the file. */
  int idOf(String family, String method, char[] raw, int offset, int count, String object) {
    page = -1;
    key.clear().add(family).end().add(method).end();
    int head = key.length();
    boolean path = count > 0 && raw[offset] == '/';
    if (path) {
      fold(raw, offset, offset + count, object);
    } else {
      key.add(raw, offset, count);
      named(object);
      target = TextKey.hash(raw, offset, count);
    }
    if (table.size() >= MOST && !table.knows(key)) {
      return OTHERS;
    }
    return table.idOf(key, () -> made(family, method, head, object));
  }

  private Endpoint made(String family, String method, int head, String object) {
    char[] all = key.copy();
    return Endpoint.of(family, method, new String(all, head, all.length - head), object);
  }

  private void fold(char[] raw, int from, int to, String object) {
    int end = to;
    for (int i = from; i < to; i++) {
      if (raw[i] == '?') {
        end = i;
        break;
      }
    }
    int at = from;
    if (starts(raw, at, end, "/services/data/")) {
      at += "/services/data".length();
    }
    if (at + 2 < end && raw[at + 1] == 'v' && raw[at + 2] >= '0' && raw[at + 2] <= '9') {
      at = next(raw, at + 1, end);
    }
    target = TextKey.hash(raw, at, to - at);
    int second = next(raw, at + 1, end);
    if (starts(raw, at, end, "/sobjects/")) {
      object(raw, at, second, end);
    } else if (starts(raw, at, end, "/query")) {
      key.add(raw, at, second - at);
      if (second + 1 < end) {
        key.add("/{locator}");
        locator(raw, at, end);
      }
      named(object);
    } else {
      generic(raw, at, end);
      if (starts(raw, at, end, "/search") || starts(raw, at, end, "/parameterizedSearch")) {
        named(object);
      }
    }
  }

  private void named(String object) {
    if (!object.isEmpty()) {
      key.add(' ').add(object);
    }
  }

  /**
   * Parses what follows the name of an object: a word, an id, or a field and the value of an
   * external id.
   */
  private void object(char[] raw, int at, int second, int end) {
    int third = next(raw, second + 1, end);
    key.add(raw, at, third - at);
    if (third + 1 >= end) {
      return;
    }
    int fourth = next(raw, third + 1, end);
    if (isId(raw, third + 1, fourth)) {
      key.add("/{id}");
      if (fourth + 1 < end) {
        key.add(raw, fourth, next(raw, fourth + 1, end) - fourth);
      }
    } else if (Endpoint.isPartOfObject(
        new String(raw, third + 1, Math.min(20, fourth - third - 1)))) {
      key.add(raw, third, fourth - third);
    } else if (fourth >= end) {
      key.add("/{id}");
    } else {
      key.add(raw, third, fourth - third).add("/{id}");
    }
  }

  private void generic(char[] raw, int from, int end) {
    int at = from;
    while (at < end) {
      int next = next(raw, at + 1, end);
      if (isId(raw, at + 1, next) || isNumber(raw, at + 1, next)) {
        key.add("/{id}");
      } else {
        key.add(raw, at, next - at);
      }
      at = next;
    }
  }

  /** {@code /query/01g...-2000}: the page begins at row 2,000. */
  private void locator(char[] raw, int at, int end) {
    int dash = end - 1;
    while (dash > at && raw[dash] >= '0' && raw[dash] <= '9') {
      dash--;
    }
    if (raw[dash] != '-' || dash == end - 1 || end - dash > 9) {
      return;
    }
    int row = 0;
    for (int i = dash + 1; i < end; i++) {
      row = row * 10 + raw[i] - '0';
    }
    page = Math.min(row, Call.MAX_ROWS);
    target = TextKey.hash(raw, at, dash - at);
  }

  private static int next(char[] raw, int from, int end) {
    int i = from;
    while (i < end && raw[i] != '/') {
      i++;
    }
    return Math.min(i, end);
  }

  private static boolean starts(char[] raw, int at, int end, String with) {
    if (end - at < with.length()) {
      return false;
    }
    for (int i = 0; i < with.length(); i++) {
      if (raw[at + i] != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(char[] raw, int from, int to) {
    for (int i = from; i < to; i++) {
      if (raw[i] < '0' || raw[i] > '9') {
        return false;
      }
    }
    return to > from;
  }

  private static boolean isId(char[] raw, int from, int to) {
    if (to - from != 15 && to - from != 18) {
      return false;
    }
    boolean digit = false;
    for (int i = from; i < to; i++) {
      char c = raw[i];
      boolean number = c >= '0' && c <= '9';
      if (!number && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
        return false;
      }
      digit |= number;
    }
    return digit;
  }
}
