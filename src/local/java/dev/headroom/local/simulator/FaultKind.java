package dev.headroom.local.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ways in which an org can be made to misbehave. */
public enum FaultKind {
  STALL("nothing comes; with delayMillis the true answer comes that late"),
  RESET("the connection is closed without an answer"),
  HTTP("an error answer: status, errorCode, message, or the name of one in `error`"),
  HTML_503("503 with a maintenance page"),
  TRUNCATED("the limits reply stops half-way, then the connection closes"),
  HUGE("a body of `megabytes` (40) of JSON"),
  GZIP_BOMB("a small gzip body that unpacks to `megabytes` (200)"),
  MALFORMED("200 with `body`, or with something that is not JSON"),
  EMPTY("an answer without a body: `status`, or 200"),
  NEGATIVE("the Max of `limit` (DailyApiRequests) is below zero"),
  HUGE_NUMBER("the Max of `limit` is a number that fits no integer"),
  MISSING("the Remaining of `limit` is left out"),
  VANISHED("`limit` is not in the reply"),
  EXPIRED_SESSION("401: the token that was sent is no longer good"),
  CONCURRENCY("403 REQUEST_LIMIT_EXCEEDED for too many long requests"),
  EXHAUSTED("403 REQUEST_LIMIT_EXCEEDED, TotalRequests"),
  OAUTH_ERROR("the token endpoint refuses: error, description, or the name of one in `error`");

  private final String usage;

  FaultKind(String usage) {
    this.usage = usage;
  }

  /** Returns a one-line description of what it does. */
  public String usage() {
    return usage;
  }

  /** Returns its name in the switches: lower case with hyphens. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the kind of that name. */
  @JsonCreator
  public static FaultKind parse(String word) {
    for (FaultKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no such kind of fault: " + word);
  }

  /** Returns whether only one entry of the reply is wrong. */
  boolean changesOneEntry() {
    return this == NEGATIVE || this == HUGE_NUMBER || this == MISSING || this == VANISHED;
  }
}
