package dev.headroom.local.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Who makes an org's calls: each minute's calls are divided among its programs in whole numbers.
 * All of them together equal the org's counter.
 *
 * @param parts calls, each with the programs that share them
 * @param loggedByHour whether Event Monitoring is licensed, so that there are hourly files
 */
record Callers(List<Part> parts, boolean loggedByHour) {

  Callers {
    parts = List.copyOf(parts);
  }

  /** How busy a program is, which sets its share of the part's calls. */
  record Busy(Program program, Rate rate) {}

  /**
   * Calls, and the programs that share them in proportion to their rates.
   *
   * @param seed decides which program gets a fraction
   */
  record Part(Traffic calls, List<Busy> programs, long seed) {
    Part {
      programs = List.copyOf(programs);
      if (programs.isEmpty()) {
        throw new IllegalArgumentException("somebody makes these calls");
      }
    }

    private void count(long minute, int[] to, int at) {
      long calls = calls().between(minute - 1, minute);
      if (calls == 0) {
        return;
      }
      double[] upTo = new double[programs.size()];
      double sum = 0;
      for (int i = 0; i < upTo.length; i++) {
        sum += Math.max(0, programs.get(i).rate().perMinute(minute));
        upTo[i] = sum;
      }
      double odd = Noise.uniform(seed, minute);
      long given = 0;
      for (int i = 0; i < upTo.length; i++) {
        boolean last = i == upTo.length - 1;
        long next = last || sum == 0 ? calls : (long) Math.floor(calls * upTo[i] / sum + odd);
        to[at + i] = Math.toIntExact(Math.min(calls, next) - given);
        given = Math.min(calls, next);
      }
    }
  }

  /** One program makes all of the org's calls, for an org without a story of its own. */
  static Callers one(Program program, Traffic calls) {
    return new Callers(List.of(new Part(calls, List.of(new Busy(program, m -> 1)), 0)), false);
  }

  /** Returns the programs, in the order of {@link #calls}. */
  List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    parts.forEach(part -> part.programs().forEach(busy -> programs.add(busy.program())));
    return programs;
  }

  /** Returns the calls of each program in that minute. */
  int[] calls(long minute) {
    int[] calls = new int[programs().size()];
    int at = 0;
    for (Part part : parts) {
      part.count(minute, calls, at);
      at += part.programs().size();
    }
    return calls;
  }

  /**
   * Returns the calls of all programs after minute {@code after}, up to and including {@code
   * until}.
   */
  long between(long after, long until) {
    return parts.stream().mapToLong(part -> part.calls().between(after, until)).sum();
  }
}
