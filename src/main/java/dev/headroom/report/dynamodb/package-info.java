/** What is remembered of written pages, in the state table. */
@NullMarked
package dev.headroom.report.dynamodb;

import org.jspecify.annotations.NullMarked;
