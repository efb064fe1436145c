/** Tests of API access in the state table, against DynamoDB Local. */
@NullMarked
package dev.headroom.access.dynamodb;

import org.jspecify.annotations.NullMarked;
