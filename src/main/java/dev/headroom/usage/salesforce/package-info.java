/** Reads calls from Salesforce's event log files. */
@NullMarked
package dev.headroom.usage.salesforce;

import org.jspecify.annotations.NullMarked;
