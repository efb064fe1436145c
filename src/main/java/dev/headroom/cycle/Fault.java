package dev.headroom.cycle;

import java.util.Arrays;

/**
 * Describes an exception without its message, which may quote a secret or text from outside: its
 * class, and where in Headroom it happened.
 */
public final class Fault {
  private static final String OURS = "dev.headroom.";

  /** An overflowed stack repeats the same frames a thousand times. */
  private static final int MAX_FRAMES = 40;

  private Fault() {}

  /**
   * Returns {@code thrown} in a few words: {@code StackOverflowError in Redactor.clean, line 59}.
   */
  public static String of(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(OURS))
        .findFirst()
        .map(frame -> name(thrown) + " in " + place(frame))
        .orElseGet(() -> name(thrown));
  }

  /** Returns the frames of {@code thrown}, for the log. */
  public static Exception trace(Throwable thrown) {
    return new Trace(thrown);
  }

  private static String name(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    return name.isEmpty() ? thrown.getClass().getName() : name;
  }

  private static String place(StackTraceElement frame) {
    String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
    return type + "." + frame.getMethodName() + ", line " + frame.getLineNumber();
  }

  private static final class Trace extends Exception {
    private static final long serialVersionUID = 1L;

    Trace(Throwable thrown) {
      super(thrown.getClass().getName(), null, false, true);
      StackTraceElement[] frames = thrown.getStackTrace();
      setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
    }
  }
}
