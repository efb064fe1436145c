/**
 * The state table's rows of states, alerts and outbox entries, committed together: the only place
 * where a poll takes effect.
 */
@NullMarked
package dev.headroom.alert.dynamodb;

import org.jspecify.annotations.NullMarked;
