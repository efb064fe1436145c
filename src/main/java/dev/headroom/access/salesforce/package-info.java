/**
 * Reads the access posture of an org from Salesforce's REST, Tooling and Metadata APIs. It only
 * reads: no column that holds a secret is ever selected, and nothing is written.
 */
@NullMarked
package dev.headroom.access.salesforce;

import org.jspecify.annotations.NullMarked;
