/**
 * Reads an org's limits, and its own description of itself, over Salesforce's REST API.
 *
 * <p>Decides what each answer means: a reading, an exhausted org, or no reading with its reason and
 * remedy. Reads strictly: an answer with one error gives no reading at all.
 */
@NullMarked
package dev.headroom.limits.salesforce;

import org.jspecify.annotations.NullMarked;
