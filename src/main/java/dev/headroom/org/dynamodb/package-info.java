/**
 * The orgs of the fleet in the State table: a row an org, spread over 256 shards, and the row that
 * says which version of the fleet holds and which shards have orgs. What was read is kept until the
 * version changes, which is looked at once a second at most.
 */
@NullMarked
package dev.headroom.org.dynamodb;

import org.jspecify.annotations.NullMarked;
