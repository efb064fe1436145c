/**
 * Logging in to Salesforce: the client credentials and JWT bearer flows, and the tokens they grant.
 *
 * <p>Decides what a refused login means and what a person can do about it. A token is kept until it
 * is refused; one org's token is never used for another.
 */
@NullMarked
package dev.headroom.auth.salesforce;

import org.jspecify.annotations.NullMarked;
