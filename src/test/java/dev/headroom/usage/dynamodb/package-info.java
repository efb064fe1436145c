/** Tests of API usage in the state table, against DynamoDB Local. */
@NullMarked
package dev.headroom.usage.dynamodb;

import org.jspecify.annotations.NullMarked;
