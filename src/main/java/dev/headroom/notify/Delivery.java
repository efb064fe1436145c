package dev.headroom.notify;

import dev.headroom.org.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The telling of one transition to one target, from the decision to its end. All times are real.
 *
 * @param revision counts the changes of it
 * @param after the entry whose delivery to the same target comes first; null when none does
 * @param next the entry whose delivery to the same target waits for this one; null when none does
 *     yet
 * @param attempts how many were begun since it was last held
 * @param firstAttemptAt when the first of these was begun; null before
 * @param due not to be tried before; of one that is held, when to look at it again
 * @param leasedUntil until then, whoever began an attempt is at it; one that ran out is an attempt
 *     whose outcome nobody knows; null while no attempt is under way
 * @param maybeReceived whether an attempt without a good outcome may have reached the target
 * @param told of a settled one: whether the target knows, or may know, of the episode and of
 *     nothing that ended it
 * @param problem why it is not delivered; null when nothing is wrong
 * @param receipt what the target said when it took it; null before
 * @param settledAt when it was delivered or given up; null before, and of one that the first
 *     release settled
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
    @Nullable Instant settledAt) {

  /** How long a lease lasts: longer than an attempt can take. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** Where a delivery stands. */
  public enum Status {
    /** To be tried, or tried again. */
    PENDING,
    /** Held, because the target is parked or disabled: it goes on as soon as that is over. */
    PARKED,
    /** The target took it. */
    DELIVERED,
    /** Not sent: the episode was over before it could be. */
    OVERTAKEN,
    /** A resolve of which the target never heard the beginning: not sent. */
    NOT_NEEDED,
    /** The target cannot take this message. */
    REJECTED,
    /** Given up after too long. */
    FAILED,
    /** Given up because the target wants nothing more, or is not known. */
    DISABLED;

    /** Whether nothing will happen to it any more. */
    public boolean isSettled() {
      return this != PENDING && this != PARKED;
    }

    /** Whether a person should know. */
    public boolean isTrouble() {
      return switch (this) {
        case PARKED, REJECTED, FAILED, DISABLED -> true;
        case PENDING, DELIVERED, OVERTAKEN, NOT_NEEDED -> false;
      };
    }

    /** In lower case, as reports and pages write it. */
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
   * @param since when it was first found, with nothing else found between
   */
  public record Problem(String kind, String detail, Instant at, Instant since) {
    /** Longest detail, in characters. */
    private static final int MAX_CHARS = 2_000;

    public Problem {
      detail = PlainText.line(detail, MAX_CHARS);
    }

    /** A problem that was not there before. */
    public Problem(String kind, String detail, Instant at) {
      this(kind, detail, at, at);
    }
  }

  /** A delivery that was just decided on; due at once. */
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
        null);
  }

  /** What names it. */
  public DeliveryRef ref() {
    return new DeliveryRef(outbox, target);
  }

  /** Whether somebody is making an attempt right now. */
  public boolean isHeld(Instant now) {
    return leasedUntil != null && leasedUntil.isAfter(now);
  }

  /** Whether the target may have got this transition. */
  public boolean mayHaveBeenReceived() {
    return maybeReceived || leasedUntil != null || status == Status.DELIVERED;
  }

  /** With an attempt begun. An attempt before it whose outcome nobody knows may have got there. */
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
        settledAt);
  }

  /**
   * With its attempt failed and another one to come.
   *
   * @param received whether this attempt may have reached the target
   */
  public Delivery postponed(Instant due, Problem problem, boolean received) {
    return ended(Status.PENDING, due, maybeReceived || received, told, problem, null, null);
  }

  /**
   * With its attempt failed, and held from now on.
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

  /** Held without an attempt. */
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

  /** Held no longer: attempts, and the time that they may take, count from here. */
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
        settledAt);
  }

  /** Taken by the target at {@code now}. */
  public Delivery delivered(String receipt, boolean told, Instant now) {
    return ended(Status.DELIVERED, due, true, told, null, receipt, now);
  }

  /**
   * Over with its attempt failed for good.
   *
   * @param told what is known of the target from now on
   * @param received whether this attempt may have reached the target
   */
  public Delivery failed(Status status, boolean told, boolean received, Problem problem) {
    return ended(status, due, maybeReceived || received, told, problem, null, problem.at());
  }

  /**
   * Over without an attempt.
   *
   * @param told what is known of the target from now on
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
        settledAt);
  }
}
