package dev.headroom.notify;

import dev.headroom.alert.Transition;
import org.jspecify.annotations.Nullable;

/**
 * A transition that was committed and is to be told.
 *
 * @param previous the entry of the same AlertKey before this one, in this episode or an earlier
 *     one; null when there was none
 * @param decision who is told; null until it was decided
 * @param handedOver whether its deliveries exist
 */
public record OutboxEntry(
    OutboxId id,
    Transition transition,
    @Nullable OutboxId previous,
    @Nullable Decision decision,
    boolean handedOver) {}
