package dev.headroom.usage;

/** Sums by number: a map of int to double without boxing. */
final class IntCounts {
  /** Takes a number and its sum. */
  interface Visitor {
    void visit(int key, double sum);
  }

  private int[] keys = new int[4];
  private double[] sums = new double[4];
  private int size;

  void add(int key, double amount) {
    int at = slot(key);
    if (keys[at] == 0) {
      if (size * 2 >= keys.length) {
        grow();
        at = slot(key);
      }
      keys[at] = key + 1;
      size++;
    }
    sums[at] += amount;
  }

  double get(int key) {
    int at = slot(key);
    return keys[at] == 0 ? 0 : sums[at];
  }

  int size() {
    return size;
  }

  double total() {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        visitor.visit(keys[i] - 1, sums[i]);
      }
    }
  }

  void addAll(IntCounts other) {
    other.forEach(this::add);
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int at = ((key * 0x9E3779B1) >>> 7) & mask;
    while (keys[at] != 0 && keys[at] != key + 1) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    double[] oldSums = sums;
    keys = new int[oldKeys.length * 2];
    sums = new double[oldKeys.length * 2];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        add(oldKeys[i] - 1, oldSums[i]);
      }
    }
  }
}
