package dev.headroom.notify;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one delivery attempt. Every outcome is a value: none is thrown. No {@code detail}
 * contains a secret or an address's path.
 */
public sealed interface DeliveryResult {
  /**
   * The target accepted it: it answered what its documentation calls a success.
   *
   * @param receipt what the target said about it, for a person: a status, an id
   * @param note what a person should know although it was accepted, such as that a template failed
   *     and the standard body was sent; null if there is nothing
   */
  record Accepted(String receipt, @Nullable String note) implements DeliveryResult {
    /** Creates one about which there is nothing to know. */
    public Accepted(String receipt) {
      this(receipt, null);
    }
  }

  /**
   * Not delivered as far as is known; may pass by itself.
   *
   * @param detail what was tried and what came back, for a person
   * @param retryAfter how long the target asked to be left alone; null if it did not
   * @param maybeReceived whether the target may have received it all the same: the connection was
   *     lost, or time ran out, after the request was sent
   */
  record Retryable(
      RetryKind kind, String detail, @Nullable Duration retryAfter, boolean maybeReceived)
      implements DeliveryResult {}

  /**
   * The target refused, and will again until someone changes something.
   *
   * @param detail what was tried and what came back, for a person
   */
  record Rejected(RejectKind kind, String detail) implements DeliveryResult {}

  /** The target wants nothing more until someone decides otherwise: a webhook's 410. */
  record Gone(String detail) implements DeliveryResult {}

  /** Why an attempt may succeed later. */
  enum RetryKind {
    /** Too many requests. */
    RATE_LIMITED,
    /** An error in the target. */
    SERVER,
    /** No complete answer in time. */
    TIMEOUT,
    /** No connection, or it was lost. */
    UNREACHABLE,
    /** An answer between 200 and 299 that the target's documentation does not call a success. */
    UNEXPECTED,
    /** A fault in Headroom. */
    BUG;

    /** Returns the word in lower case, as reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Who must act on a refusal. */
  enum RejectKind {
    /**
     * The target's settings look wrong: address, key, permission. The message is fine. It may pass:
     * a gateway in between may refuse too.
     */
    CONFIG,
    /**
     * The target itself says that its address, key or channel cannot be used as configured. The
     * message is fine.
     */
    UNUSABLE,
    /** The target cannot accept this message, whatever its settings. */
    POISON;

    /** Returns the word in lower case, as reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
