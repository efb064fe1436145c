/** Access postures in the state table: packed, with the names of users apart from the rest. */
@NullMarked
package dev.headroom.access.dynamodb;

import org.jspecify.annotations.NullMarked;
