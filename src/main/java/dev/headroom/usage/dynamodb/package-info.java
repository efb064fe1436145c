/**
 * Stores API usage in the state table: a packed day, its groups, which files were read, and the ids
 * of integrations.
 */
@NullMarked
package dev.headroom.usage.dynamodb;

import org.jspecify.annotations.NullMarked;
