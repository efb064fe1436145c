package dev.headroom.notify;

import dev.headroom.alert.Transition;
import org.jspecify.annotations.Nullable;

/**
 * A committed transition that is to be notified.
 *
 * @param previous the entry of the same AlertKey before this one, in this episode or an earlier
 *     one; null if there was none
 * @param decision who is notified; null until it is decided
 * @param handedOver whether its deliveries exist
 */
public record OutboxEntry(
    OutboxId id,
    Transition transition,
    @Nullable OutboxId previous,
    @Nullable Decision decision,
    boolean handedOver) {}
