/**
 * Shared adapter support: the two tables, their keys and indexes, and the client that reaches them.
 */
@NullMarked
package dev.headroom.dynamodb;

import org.jspecify.annotations.NullMarked;
