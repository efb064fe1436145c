/**
 * What is said of limits, forecasts and alerts, made of numbers when it is shown or sent: one home,
 * so that a thing has the same words in a message, on a page, in the API and on a terminal. It
 * stands before everything that sends or shows. What is said of answers is in {@code report.words}.
 */
@NullMarked
package dev.headroom.words;

import org.jspecify.annotations.NullMarked;
