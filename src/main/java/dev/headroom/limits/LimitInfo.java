package dev.headroom.limits;

/**
 * What is known about a limit beyond its numbers.
 *
 * @param label its name in plain words, {@code Daily API requests}
 * @param unit what is counted, {@code requests}; empty when unknown
 * @param meaning one sentence, from Salesforce's documentation; empty when unknown
 * @param advice what happens when it is used up, and what to do
 */
public record LimitInfo(
    LimitName name, String label, String unit, Window window, String meaning, LimitAdvice advice) {
  /** Creates one of which nobody knows what to do about it. */
  public LimitInfo(LimitName name, String label, String unit, Window window, String meaning) {
    this(name, label, unit, window, meaning, LimitAdvice.NONE);
  }

  /** Returns the same with {@code advice}. */
  public LimitInfo with(LimitAdvice advice) {
    return new LimitInfo(name, label, unit, window, meaning, advice);
  }

  /** Returns the label without its unit in brackets: {@code Data storage}. */
  public String shortLabel() {
    String bracketed = " (" + unit + ")";
    return label.endsWith(bracketed)
        ? label.substring(0, label.length() - bracketed.length())
        : label;
  }
}
