package dev.headroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final LogLines lines = new LogLines();

  @Test
  void aRecordWithAnyTextsIsOneLine() {
    ExtLogRecord record = record("poll message %s handed back: %s");
    record.setParameters(
        new Object[] {"m1\n2026-11-25 ERROR forged", "slot '\u001b[2J\u202e\u2028'\r\n"});

    assertThat(lines.isLoggable(record)).isTrue();
    assertThat(new PatternFormatter("%s").format(record))
        .isEqualTo("poll message m1 2026-11-25 ERROR forged handed back: slot ' [2J\ufffd '  ");
  }

  @Test
  void aPercentSignInATextIsNotAFormat() {
    ExtLogRecord record = record("message %s");
    record.setParameters(new Object[] {"%s %n\n"});

    assertThat(lines.isLoggable(record)).isTrue();
    assertThat(new PatternFormatter("%s").format(record)).isEqualTo("message %s %n ");
  }

  @Test
  void aRecordIsCut() {
    ExtLogRecord record = record("body %s");
    record.setParameters(new Object[] {"x".repeat(1_000_000)});

    assertThat(lines.isLoggable(record)).isTrue();
    assertThat(new PatternFormatter("%s").format(record)).hasSize(LogLines.MAX_CHARS + 3);
  }

  @Test
  void theMessagesOfWhatWasThrownForgeNoLine() {
    ExtLogRecord record = record("failed");
    IllegalStateException thrown =
        new IllegalStateException("outer", new IllegalArgumentException("a\nERROR forged"));
    thrown.addSuppressed(new IllegalArgumentException("b\nERROR forged"));
    record.setThrown(thrown);

    assertThat(lines.isLoggable(record)).isTrue();
    StringWriter printed = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString())
        .contains("java.lang.IllegalStateException: outer")
        .contains("Caused by: java.lang.IllegalArgumentException: a ERROR forged")
        .contains("Suppressed: java.lang.IllegalArgumentException: b ERROR forged")
        .contains("at dev.headroom.wiring.LogLinesTest")
        .doesNotContainPattern("(?m)^ERROR");
  }

  @Test
  void whatIsPlainStaysAsItIs() {
    ExtLogRecord record = record("org %s read");
    Object[] parameters = {"acme-prod"};
    IllegalStateException thrown = new IllegalStateException("plain");
    record.setParameters(parameters);
    record.setThrown(thrown);

    assertThat(lines.isLoggable(record)).isTrue();
    assertThat(record.getMessage()).isEqualTo("org %s read");
    assertThat(record.getThrown()).isSameAs(thrown);
  }

  private static ExtLogRecord record(String message) {
    return new ExtLogRecord(Level.ERROR, message, FormatStyle.PRINTF, LogLinesTest.class.getName());
  }
}
