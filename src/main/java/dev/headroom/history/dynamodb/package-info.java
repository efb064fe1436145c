/**
 * Keeps samples and the dictionary of limit names in DynamoDB: one item of less than a kilobyte a
 * sample, one partition an org and UTC day.
 */
@NullMarked
package dev.headroom.history.dynamodb;

import org.jspecify.annotations.NullMarked;
