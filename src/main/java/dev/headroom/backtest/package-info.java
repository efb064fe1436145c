/**
 * What Headroom would have told about an org, had it run then with some policy: its history is
 * replayed through the forecasts and the rule that polls go through, strictly in order, and judged
 * by what came. Three simpler methods go beside it, by the same rule and the same judgement.
 */
@NullMarked
package dev.headroom.backtest;

import org.jspecify.annotations.NullMarked;
