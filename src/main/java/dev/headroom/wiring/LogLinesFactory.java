package dev.headroom.wiring;

import io.quarkus.runtime.logging.LogFilterFactory;
import java.util.logging.Filter;

/**
 * Creates {@link LogLines} for Quarkus, which sets up logging before there are beans. Found by
 * {@link java.util.ServiceLoader}.
 */
public final class LogLinesFactory implements LogFilterFactory {
  /** Before the one for beans, which is at -100. */
  private static final int FIRST = -200;

  @Override
  public Filter create(String className) {
    if (!className.equals(LogLines.class.getName())) {
      throw new IllegalArgumentException(className + " is not a filter of Headroom's log");
    }
    return new LogLines();
  }

  @Override
  public int priority() {
    return FIRST;
  }
}
