package dev.headroom.forecast;

import java.time.Instant;

/**
 * What a limit usually shows at a time of the week.
 *
 * @param at a full quarter of an hour
 * @param used in the limit's own unit, 0 or more
 */
public record UsualUse(Instant at, double used) {}
