/** Requests by people: actions of `manage`, a backtest, a what-if question. */
@NullMarked
package dev.headroom.cycle.ask;

import org.jspecify.annotations.NullMarked;
