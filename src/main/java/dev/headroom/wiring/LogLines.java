package dev.headroom.wiring;

import dev.headroom.org.PlainText;
import io.quarkus.logging.LoggingFilter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The only place that cleans what is logged, whoever logs it: a record is one line, whatever text
 * it contains, and so are the messages of its exceptions. Named in {@code
 * quarkus.log.console.filter}.
 */
@LoggingFilter(name = "log-lines")
public final class LogLines implements Filter {
  /** The longest message, in characters. */
  static final int MAX_CHARS = 10_000;

  private static final PatternFormatter FORMATTER = new PatternFormatter("%s");

  @Override
  public boolean isLoggable(LogRecord record) {
    String message =
        record instanceof ExtLogRecord ? FORMATTER.formatMessage(record) : record.getMessage();
    if (message != null) {
      String clean = clean(message);
      if (!clean.equals(message) && record instanceof ExtLogRecord ext) {
        ext.setMessage(clean, FormatStyle.NO_FORMAT);
        ext.setParameters(null);
      }
    }
    Throwable thrown = record.getThrown();
    if (thrown != null && !isClean(thrown)) {
      record.setThrown(Copy.of(thrown, Collections.newSetFromMap(new IdentityHashMap<>())));
    }
    return true;
  }

  private static String clean(String text) {
    return PlainText.of(text, MAX_CHARS);
  }

  private static boolean isClean(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      if (!clean(t.toString()).equals(t.toString()) || t.getSuppressed().length > 0) {
        return false;
      }
    }
    return true;
  }

  /** A copy of what was thrown, with text that is safe to log. */
  private static final class Copy extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    private Copy(String text, @Nullable Throwable cause) {
      super(text, cause);
      this.text = text;
    }

    static Copy of(Throwable thrown, Set<Throwable> seen) {
      Throwable cause = thrown.getCause();
      seen.add(thrown);
      Copy copy =
          new Copy(
              clean(thrown.toString()),
              cause == null || seen.contains(cause) ? null : of(cause, seen));
      copy.setStackTrace(thrown.getStackTrace());
      for (Throwable suppressed : thrown.getSuppressed()) {
        if (!seen.contains(suppressed)) {
          copy.addSuppressed(of(suppressed, seen));
        }
      }
      return copy;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // It begins with the class of the original.
    public String toString() {
      return text;
    }
  }
}
