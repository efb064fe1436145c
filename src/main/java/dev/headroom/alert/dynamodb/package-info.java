/**
 * The state table's rows of states, alerts and outbox entries, committed together: the one place
 * where a poll becomes true.
 */
@NullMarked
package dev.headroom.alert.dynamodb;

import org.jspecify.annotations.NullMarked;
