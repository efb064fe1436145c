package dev.headroom.notify;

import dev.headroom.org.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one transition to one target, from the decision to its end. All times are real
 * time.
 *
 * @param revision counts its changes
 * @param after the entry whose delivery to the same target comes first; null if none does
 * @param next the entry whose delivery to the same target waits for this one; null if none does yet
 * @param attempts how many were begun since it was last held
 * @param firstAttemptAt when the first of these was begun; null before that
 * @param due not to be tried before; if it is held, when to check it again
 * @param leasedUntil until then, whoever began an attempt is working on it; an expired lease means
 *     an attempt with an unknown outcome; null while there is no attempt
 * @param maybeReceived whether an attempt without success may have reached the target
 * @param told for a complete one: whether the target may still believe that the episode is open
 * @param problem why it is not delivered; null if nothing is wrong
 * @param receipt what the target said when it accepted it; null before that
 * @param settledAt when it was delivered or given up; null before that, and for one completed by
 *     the first release
 * @param turn its turn in the target's rate lane; null if it has none
 */
public record Delivery(
    OutboxId outbox,
    TargetId target,
    long revision,
    Status status,
    Instant createdAt,
    @Nullable OutboxId after,
    @Nullable OutboxId next,
    int attempts,
    @Nullable Instant firstAttemptAt,
    Instant due,
    @Nullable Instant leasedUntil,
    boolean maybeReceived,
    boolean told,
    @Nullable Problem problem,
    @Nullable String receipt,
    @Nullable Instant settledAt,
    @Nullable Instant turn) {

  /** How long a lease lasts: longer than an attempt can take. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** The state of a delivery. */
  public enum Status {
    /** To be tried, or retried. */
    PENDING,
    /** Held, because the target is parked or disabled: it continues as soon as that is over. */
    PARKED,
    /** The target accepted it. */
    DELIVERED,
    /** Not sent: the episode ended before it could be. */
    OVERTAKEN,
    /** A resolve whose opening the target never received: not sent. */
    NOT_NEEDED,
    /** The target cannot accept this message. */
    REJECTED,
    /** Given up after too long. */
    FAILED,
    /** Given up because the target wants nothing more, or is unknown. */
    DISABLED;

    /** Returns whether nothing will happen to it any more. */
    public boolean isSettled() {
      return this != PENDING && this != PARKED;
    }

    /** Returns whether a person should know. */
    public boolean isTrouble() {
      return switch (this) {
        case PARKED, REJECTED, FAILED, DISABLED -> true;
        case PENDING, DELIVERED, OVERTAKEN, NOT_NEEDED -> false;
      };
    }

    /** Returns the word in lower case, as reports and pages write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Why it is not delivered.
   *
   * @param kind one word
   * @param detail for a person; no secret
   * @param at when it was last found
   * @param since when it was first found, without a different problem in between
   */
  public record Problem(String kind, String detail, Instant at, Instant since) {
    /** The kind of what a person should know of a message that was delivered. */
    public static final String NOTE = "note";

    /** The longest detail, in characters. */
    private static final int MAX_CHARS = 2_000;

    public Problem {
      detail = PlainText.line(detail, MAX_CHARS);
    }

    /** Creates a problem that was not there before. */
    public Problem(String kind, String detail, Instant at) {
      this(kind, detail, at, at);
    }
  }

  /** Returns a newly decided delivery; due at once. */
  public static Delivery first(
      OutboxId outbox, TargetId target, @Nullable OutboxId after, Instant now) {
    return new Delivery(
        outbox,
        target,
        0,
        Status.PENDING,
        now,
        after,
        null,
        0,
        null,
        now,
        null,
        false,
        false,
        null,
        null,
        null,
        null);
  }

  /** Returns its reference. */
  public DeliveryRef ref() {
    return new DeliveryRef(outbox, target);
  }

  /** Returns whether someone is making an attempt right now. */
  public boolean isHeld(Instant now) {
    return leasedUntil != null && leasedUntil.isAfter(now);
  }

  /** Returns whether the target may have received this transition. */
  public boolean mayHaveBeenReceived() {
    return maybeReceived || leasedUntil != null || status == Status.DELIVERED;
  }

  /**
   * Returns it with an attempt begun. A previous attempt with an unknown outcome may have
   * succeeded.
   */
  public Delivery claimed(Instant now) {
    return new Delivery(
        outbox,
        target,
        revision + 1,
        status,
        createdAt,
        after,
        next,
        attempts + 1,
        firstAttemptAt == null ? now : firstAttemptAt,
        due,
        now.plus(LEASE),
        maybeReceived || leasedUntil != null,
        told,
        problem,
        receipt,
        settledAt,
        null);
  }

  /**
   * Returns it after a failed attempt, with another one to come.
   *
   * @param received whether this attempt may have reached the target
   */
  public Delivery postponed(Instant due, Problem problem, boolean received) {
    return ended(Status.PENDING, due, maybeReceived || received, told, problem, null, null);
  }

  /**
   * Returns it after a failed attempt, held from now on.
   *
   * @param received whether this attempt may have reached the target
   */
  public Delivery parked(Problem problem, boolean received, Instant now) {
    return ended(
        Status.PARKED,
        Backoff.heldUntil(createdAt, now),
        maybeReceived || received,
        told,
        problem,
        null,
        null);
  }

  /** Returns it held without an attempt. */
  public Delivery held(Problem problem, Instant now) {
    return ended(
        Status.PARKED,
        Backoff.heldUntil(createdAt, now),
        mayHaveBeenReceived(),
        told,
        problem,
        null,
        null);
  }

  /** Returns it waiting for its turn in the target's rate lane; no attempt was made. */
  public Delivery waiting(Instant turn) {
    return new Delivery(
        outbox,
        target,
        revision + 1,
        status,
        createdAt,
        after,
        next,
        attempts,
        firstAttemptAt,
        turn,
        null,
        mayHaveBeenReceived(),
        told,
        problem,
        receipt,
        settledAt,
        turn);
  }

  /** Returns it to be sent again although it was given up, because a person asked for it. */
  public Delivery replayed(Instant now) {
    return new Delivery(
        outbox,
        target,
        revision + 1,
        Status.PENDING,
        createdAt,
        after,
        next,
        0,
        null,
        now,
        null,
        maybeReceived,
        told,
        problem,
        receipt,
        null,
        null);
  }

  /** Returns it no longer held: attempts, and the time that they may take, count from here. */
  public Delivery afresh() {
    return new Delivery(
        outbox,
        target,
        revision,
        Status.PENDING,
        createdAt,
        after,
        next,
        0,
        null,
        due,
        leasedUntil,
        maybeReceived,
        told,
        problem,
        receipt,
        settledAt,
        turn);
  }

  /** Returns it accepted by the target at {@code now}. */
  public Delivery delivered(String receipt, boolean told, Instant now) {
    return delivered(receipt, told, null, now);
  }

  /**
   * Returns the same with something that a person should know.
   *
   * @param note null if there is nothing
   */
  public Delivery delivered(String receipt, boolean told, @Nullable Problem note, Instant now) {
    return ended(Status.DELIVERED, due, true, told, note, receipt, now);
  }

  /**
   * Returns it ended by a final failure.
   *
   * @param told what the target knows from now on
   * @param received whether this attempt may have reached the target
   */
  public Delivery failed(Status status, boolean told, boolean received, Problem problem) {
    return ended(status, due, maybeReceived || received, told, problem, null, problem.at());
  }

  /**
   * Returns it ended without an attempt.
   *
   * @param told what the target knows from now on
   */
  public Delivery settled(Status status, boolean told, @Nullable Problem problem, Instant now) {
    return ended(status, due, mayHaveBeenReceived(), told, problem, null, now);
  }

  private Delivery ended(
      Status status,
      Instant due,
      boolean maybeReceived,
      boolean told,
      @Nullable Problem problem,
      @Nullable String receipt,
      @Nullable Instant settledAt) {
    return new Delivery(
        outbox,
        target,
        revision + 1,
        status,
        createdAt,
        after,
        next,
        attempts,
        firstAttemptAt,
        due,
        null,
        maybeReceived,
        told,
        problem,
        receipt,
        settledAt,
        null);
  }
}
