package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a transition was judged on.
 *
 * @param slot the slot of the reading: the only clock of judging
 * @param usedPercent used per cent of max, not rounded
 * @param reading the numbers; null when the org refused the call as exhausted and none were ever
 *     known
 */
public record Evidence(Instant slot, double usedPercent, @Nullable Reading reading) {}
