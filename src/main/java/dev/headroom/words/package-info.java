/**
 * The wording for limits, forecasts and alerts, made from numbers when it is shown or sent. It is
 * in one place, so that everything is worded the same in a message, on a page, in the API and on a
 * terminal. The package comes before everything that sends or shows. The wording for answers is in
 * {@code report.words}.
 */
@NullMarked
package dev.headroom.words;

import org.jspecify.annotations.NullMarked;
