package dev.headroom.notify;

import dev.headroom.alert.Transition;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.limits.LimitAdvice;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.notify.DeliveryResult.RejectKind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an attempt: writes out the transition, resolves the target's references, and sends. */
public final class Sender {
  /** An attempt ends after this time, answered or not. */
  public static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Map<String, Notifier> notifiers;
  private final Secrets secrets;
  private final LimitCatalogue catalogue;
  private final @Nullable URI baseUrl;
  private final ToldTo told;

  /**
   * Sends to these kinds of target, with names of users.
   *
   * @param notifiers one per kind
   * @param baseUrl the public address of Headroom's pages; null leaves links out
   */
  public Sender(
      List<Notifier> notifiers, Secrets secrets, LimitCatalogue catalogue, @Nullable URI baseUrl) {
    this(notifiers, secrets, catalogue, baseUrl, ToldTo.EVERYBODY);
  }

  /**
   * Sends to these kinds of target.
   *
   * @param notifiers one per kind
   * @param baseUrl the public address of Headroom's pages; null leaves links out
   * @param told which targets are told names of users
   */
  public Sender(
      List<Notifier> notifiers,
      Secrets secrets,
      LimitCatalogue catalogue,
      @Nullable URI baseUrl,
      ToldTo told) {
    this.told = told;
    this.notifiers =
        notifiers.stream().collect(Collectors.toMap(n -> n.type().name(), Function.identity()));
    this.secrets = secrets;
    this.catalogue = catalogue;
    this.baseUrl = baseUrl;
  }

  /** Returns how fast messages may follow one another to {@code target}. */
  public Pace pace(Target target) {
    Notifier notifier = notifiers.get(target.type());
    return notifier == null ? Pace.DEFAULT : notifier.pace();
  }

  /**
   * Makes one attempt to send {@code entry} to {@code target}.
   *
   * @param lenient whether a weak secret of it may sign
   * @param at the real time of the attempt
   */
  public DeliveryResult send(OutboxEntry entry, Target target, boolean lenient, Instant at) {
    Notifier notifier = notifiers.get(target.type());
    if (notifier == null) {
      return new DeliveryResult.Rejected(
          RejectKind.CONFIG,
          "target %s is of the type '%s', which this release does not know"
              .formatted(target.id(), target.type()));
    }
    ResolvedTarget resolved;
    try {
      resolved = TargetSecrets.resolve(target, notifier.type(), secrets, lenient);
    } catch (SecretUnavailableException e) {
      return new DeliveryResult.Rejected(RejectKind.CONFIG, String.valueOf(e.getMessage()));
    }
    return notifier.deliver(notification(entry, !hidesNames(target)), resolved, at);
  }

  /** Returns whether {@code target} is told ids in place of names of users. */
  public boolean hidesNames(Target target) {
    return told.hidesNames(target);
  }

  /**
   * Returns what is sent of {@code entry}, to whichever target.
   *
   * @param named whether it may name users; the same without names where it has none
   */
  public Notification notification(OutboxEntry entry, boolean named) {
    Decision decision = entry.decision();
    Transition transition = named ? entry.transition() : told.withoutNames(entry.transition());
    return Notification.of(
            entry.id(),
            transition,
            decision == null ? null : decision.tenant(),
            decision == null ? Map.of() : decision.tags(),
            limit -> catalogue.describe(limit).label(),
            page(transition, decision == null ? null : decision.tenant()))
        .with(
            transition
                .key()
                .limit()
                .map(limit -> catalogue.describe(limit).advice())
                .orElse(LimitAdvice.NONE));
  }

  private @Nullable URI page(Transition transition, @Nullable String tenant) {
    return baseUrl == null ? null : PagePaths.of(baseUrl, transition, tenant);
  }
}
