/**
 * What would happen to a limit if something changed: a new integration, an add-on, a batch at
 * another time. Computed from past days, without a model.
 */
@NullMarked
package dev.headroom.whatif;

import org.jspecify.annotations.NullMarked;
