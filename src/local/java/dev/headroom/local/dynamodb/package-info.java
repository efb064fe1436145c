/**
 * The store of local mode and of tests: DynamoDB Local inside this process, in memory or in a
 * folder. DynamoDB Local is licensed for development and testing; nothing that is deployed contains
 * it.
 */
@NullMarked
package dev.headroom.local.dynamodb;

import org.jspecify.annotations.NullMarked;
