/**
 * The orgs of the fleet in the state table: one row per org, spread over 256 shards, and the row
 * that says which version of the fleet is current and which shards have orgs. Orgs are cached until
 * the version changes, which is checked at most once per second.
 */
@NullMarked
package dev.headroom.org.dynamodb;

import org.jspecify.annotations.NullMarked;
