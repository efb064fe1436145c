package dev.headroom.report.html;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a page has to know of the place where it is shown.
 *
 * @param now the fleet's time
 * @param realNow by which messages are sent
 * @param received how many messages the inbox took; null where there is no inbox
 * @param simulated says that the fleet's time is not the real one; null when it is
 * @param version changes when scripts or styles may have, so that browsers fetch them anew
 */
public record Site(
    Instant now,
    Instant realNow,
    @Nullable Long received,
    @Nullable String simulated,
    String version) {}
