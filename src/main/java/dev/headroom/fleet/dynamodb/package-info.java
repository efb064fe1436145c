/**
 * The fleet in the state table: tenants, targets, policies and routes under {@code META}, orgs in
 * their shards, and the audit of what was applied. The orgs' rows are those of {@link
 * dev.headroom.org.dynamodb}.
 */
@NullMarked
package dev.headroom.fleet.dynamodb;

import org.jspecify.annotations.NullMarked;
