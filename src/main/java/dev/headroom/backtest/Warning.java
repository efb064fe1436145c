package dev.headroom.backtest;

import dev.headroom.alert.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The alert that was open when a limit ran out.
 *
 * @param since when it opened, or when the previous exhaustion had been over for long enough
 * @param by what opened the alert
 * @param lead from then to the exhaustion, at most the limit's horizon
 * @param pageLead the same from when it became an escalation; null if it had not
 */
public record Warning(Instant since, Reason by, Duration lead, @Nullable Duration pageLead) {}
