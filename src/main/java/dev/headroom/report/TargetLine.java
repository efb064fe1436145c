package dev.headroom.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target with its last success and its backlog.
 *
 * @param lastSuccess when it last accepted a message, to the minute; null if it never did
 * @param backlog messages that are not complete: they wait, are retried, or are held
 */
public record TargetLine(TargetView view, @Nullable Instant lastSuccess, long backlog) {}
