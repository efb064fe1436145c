package dev.headroom.report.html;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page has to know about the place where it is shown.
 *
 * @param now the fleet's time
 * @param realNow the time of messages
 * @param received how many messages the inbox received; null if there is no inbox
 * @param simulated says that the fleet's time is not real time; null if it is
 * @param version changes when scripts or styles may have, so that browsers fetch them again
 */
public record Site(
    Instant now,
    Instant realNow,
    @Nullable Long received,
    @Nullable String simulated,
    String version) {}
