/**
 * Stores samples and the dictionary of limit names in DynamoDB: one item of less than a kilobyte
 * per sample, one partition per org and UTC day; and their rollups: two items per org and UTC day.
 */
@NullMarked
package dev.headroom.history.dynamodb;

import org.jspecify.annotations.NullMarked;
