package dev.headroom.wiring;

import dev.headroom.report.AccessViews;
import dev.headroom.report.NoteViews;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a program shows instead of its own stores, if it was started for that. */
public interface RemoteViews {
  /**
   * What is shown.
   *
   * @param views orgs, limits and alerts
   * @param usage who used the API calls
   * @param access who may use the API
   * @param notes of operators
   */
  record Shown(Views views, UsageViews usage, AccessViews access, NoteViews notes) {}

  /** Returns it; empty if the program shows its own stores. */
  Optional<Shown> shown();

  /** Returns a part of the first of {@code remote} that has something to show, or {@code own}. */
  static <T> T or(Iterable<RemoteViews> remote, Function<Shown, T> part, Supplier<T> own) {
    for (RemoteViews one : remote) {
      Optional<Shown> shown = one.shown();
      if (shown.isPresent()) {
        return part.apply(shown.get());
      }
    }
    return own.get();
  }
}
