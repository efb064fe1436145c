package dev.headroom.config;

import org.jspecify.annotations.Nullable;

/** A whole number within bounds, in decimal digits. */
public abstract class Whole extends Form<Integer> {
  private static final long serialVersionUID = 1L;

  private final int least;
  private final int most;

  /** Accepts numbers from {@code least} to {@code most}, both included. */
  protected Whole(int least, int most) {
    super("Write a whole number in digits.");
    this.least = least;
    this.most = most;
  }

  @Override
  public final @Nullable Integer convert(String value) {
    return super.convert(value);
  }

  @Override
  protected final Integer read(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw bad("is not a whole number from " + least + " to " + most);
  }
}
