package dev.headroom.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What each caller of a log did over the whole period, by which callers are compared. */
final class CallerDays implements Consumer<Call> {
  static final long DAY = 86_400_000;

  private final CallLog log;
  private final List<@Nullable Habit> habits = new ArrayList<>();
  private long today = -1;

  CallerDays(CallLog log) {
    this.log = log;
  }

  /** Reads the counted calls of a log in a period. */
  static CallerDays of(CallLog log, CallLog.Span span) {
    CallerDays days = new CallerDays(log);
    log.forEach(span, days);
    days.endOfDay();
    return days;
  }

  /** Returns one habit for each caller that had a counted call. */
  List<Habit> habits() {
    List<Habit> all = new ArrayList<>();
    for (Habit habit : habits) {
      if (habit != null) {
        all.add(habit);
      }
    }
    return all;
  }

  @Override
  public void accept(Call call) {
    if (!call.counted) {
      return;
    }
    long day = call.time / DAY;
    if (day != today) {
      endOfDay();
      today = day;
    }
    while (habits.size() <= call.caller) {
      habits.add(null);
    }
    Habit habit = habits.get(call.caller);
    if (habit == null) {
      habit = new Habit(call.caller, log.caller(call.caller), call.time);
      habits.set(call.caller, habit);
    }
    habit.call(call.endpoint, call.time);
  }

  private void endOfDay() {
    for (Habit habit : habits) {
      if (habit != null) {
        habit.endOfDay((int) today);
      }
    }
  }
}
