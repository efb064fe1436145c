/**
 * What a limit would come to if something were changed: a new integration, an add-on, a batch at
 * another time. Computed from the days that were, without a model.
 */
@NullMarked
package dev.headroom.whatif;

import org.jspecify.annotations.NullMarked;
