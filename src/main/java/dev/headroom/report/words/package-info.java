/**
 * The wording for answers: backtests and what-if. The wording for limits and alerts is in {@link
 * dev.headroom.words}, which messages need too.
 */
@NullMarked
package dev.headroom.report.words;

import org.jspecify.annotations.NullMarked;
