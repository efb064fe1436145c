package dev.headroom.limits;

/**
 * What is known about a limit beyond its numbers.
 *
 * @param label its name in plain words, {@code Daily API requests}
 * @param unit what is counted, {@code requests}; empty when unknown
 * @param meaning one sentence, from Salesforce's documentation; empty when unknown
 */
public record LimitInfo(LimitName name, String label, String unit, Window window, String meaning) {
  /** Returns the label without its unit in brackets: {@code Data storage}. */
  public String shortLabel() {
    String bracketed = " (" + unit + ")";
    return label.endsWith(bracketed)
        ? label.substring(0, label.length() - bracketed.length())
        : label;
  }
}
