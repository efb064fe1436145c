package dev.headroom.notify;

import dev.headroom.alert.Transition;

/** Whether a target is told names of users, and what it is told without them. */
public interface ToldTo {
  /** Every target is told names. */
  ToldTo EVERYBODY =
      new ToldTo() {
        @Override
        public boolean hidesNames(Target target) {
          return false;
        }

        @Override
        public Transition withoutNames(Transition transition) {
          return transition;
        }
      };

  /**
   * Returns whether {@code target} belongs to a tenant that is not shown names of users. The
   * operator's own targets are told them.
   */
  boolean hidesNames(Target target);

  /** Returns the same transition with ids in place of names of users; itself if it has none. */
  Transition withoutNames(Transition transition);
}
