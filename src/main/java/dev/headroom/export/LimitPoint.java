package dev.headroom.export;

import dev.headroom.limits.LimitName;
import org.jspecify.annotations.Nullable;

/**
 * What is exported of one limit in one slot.
 *
 * @param capped whether {@code max} and {@code remaining} mean anything
 * @param projectedHours from the slot until it is expected to run out, in hundredths, at least 0;
 *     null if that is not expected
 */
public record LimitPoint(
    LimitName limit,
    long used,
    long max,
    long remaining,
    boolean capped,
    @Nullable Double projectedHours) {}
