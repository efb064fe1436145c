/**
 * Which alerts Headroom would have raised for an org in the past under some policy: its history is
 * replayed through the production forecasts and rule, strictly in order, and judged by what
 * happened. Three simpler methods run beside it, under the same rule and the same judgement.
 */
@NullMarked
package dev.headroom.backtest;

import org.jspecify.annotations.NullMarked;
