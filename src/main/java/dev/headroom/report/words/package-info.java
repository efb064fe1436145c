/**
 * What is said of answers: backtests and what-if. What is said of limits and alerts is in {@link
 * dev.headroom.words}, which messages need too.
 */
@NullMarked
package dev.headroom.report.words;

import org.jspecify.annotations.NullMarked;
