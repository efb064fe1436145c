package dev.headroom.cycle.job;

import dev.headroom.org.OrgId;
import java.time.Instant;

/**
 * One org's turn.
 *
 * @param at the time of the turn, the job's only clock
 */
public record OrgJobMessage(OrgId org, Instant at) {}
