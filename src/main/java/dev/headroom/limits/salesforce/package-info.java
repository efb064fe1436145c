/**
 * Reads an org's limits, and what it says of itself, over Salesforce's REST API.
 *
 * <p>Decides what each answer means: a reading, an exhausted org, or no reading with its reason and
 * remedy. Reads strictly: an answer that is wrong in one place gives no reading at all.
 */
@NullMarked
package dev.headroom.limits.salesforce;

import org.jspecify.annotations.NullMarked;
