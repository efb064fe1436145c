/** Reads calls out of Salesforce's event log files. */
@NullMarked
package dev.headroom.usage.salesforce;

import org.jspecify.annotations.NullMarked;
