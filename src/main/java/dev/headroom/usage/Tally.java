package dev.headroom.usage;

/** Calls that belong to a finding, and how many would have been enough. */
final class Tally {
  private long calls;
  private double needed;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Adds calls between two times, of which {@code enough} would have been enough. */
  Tally add(long number, double enough, long from, long to) {
    calls += number;
    needed += enough;
    first = Math.min(first, from);
    last = Math.max(last, to);
    return this;
  }

  Tally add(Tally other) {
    return add(other.calls, other.needed, other.first, other.last);
  }

  long calls() {
    return calls;
  }

  long needed() {
    return Math.min(calls, (long) Math.ceil(needed - 1e-9));
  }

  long saving() {
    return calls - needed();
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }
}
