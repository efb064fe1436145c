/**
 * What is said to people, made of numbers when it is shown or sent: figures and times, forecasts,
 * alerts, backtests, what-if answers. One home, so that a thing has the same words in a message, on
 * a page, in the API and on a terminal. Nothing here is stored.
 */
@NullMarked
package dev.headroom.words;

import org.jspecify.annotations.NullMarked;
