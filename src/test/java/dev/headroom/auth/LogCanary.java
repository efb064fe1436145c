package dev.headroom.auth;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears every line that is logged while it is open, of every level and with its exception. */
public final class LogCanary extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();

  private LogCanary() {
    super.setLevel(Level.ALL);
  }

  /** Starts to listen; the first line that it hears is its own. */
  public static LogCanary listening() {
    LogCanary canary = new LogCanary();
    canary.root.addHandler(canary);
    canary.root.setLevel(Level.ALL);
    Logger.getLogger(LogCanary.class.getName()).fine("listening");
    return canary;
  }

  /** What was logged: logger, message, parameters, stack trace. */
  public List<String> lines() {
    return lines;
  }

  /** All that an exception shows of itself and its causes. */
  public static String everything(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(
        line.getLoggerName()
            + " "
            + line.getMessage()
            + " "
            + Arrays.toString(line.getParameters())
            + (line.getThrown() == null ? "" : everything(line.getThrown())));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
