/**
 * Runs the production forecaster over recorded or generated histories, so that it can be scored.
 * Not packaged.
 */
@NullMarked
package dev.headroom.bench;

import org.jspecify.annotations.NullMarked;
