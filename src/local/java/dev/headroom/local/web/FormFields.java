package dev.headroom.local.web;

import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import java.util.regex.Pattern;

/** What the fields of all forms have in common. */
final class FormFields {
  static final String BY = "by";

  /** What is wrong with a form that was not made here. */
  static final Violation NOT_OURS =
      new Violation(
          "token", null, "is not of this start of Headroom", "Send the form again from here.");

  private static final Pattern WITHOUT_ZONE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?");
  private static final int WITHOUT_SECONDS = "2026-11-25T18:00".length();
  private static final int MAX_SHOWN = 300;

  private FormFields() {}

  /** The field of a browser has no zone; the page says that it is UTC. */
  static String inUtc(String until) {
    return WITHOUT_ZONE.matcher(until).matches()
        ? until + (until.length() == WITHOUT_SECONDS ? ":00Z" : "Z")
        : until;
  }

  static String shown(String entered) {
    return PlainText.of(entered.strip(), MAX_SHOWN);
  }
}
