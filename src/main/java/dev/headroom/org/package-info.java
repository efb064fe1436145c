/**
 * What is watched: orgs, their tenants and tags, how to log in to each, and the directory of them.
 *
 * <p>Decides what a well-formed org is. Never talks to Salesforce or to a store: {@link
 * dev.headroom.org.OrgDirectory} and {@link dev.headroom.org.OrgProfileSource} are the ports. Every
 * other package builds on this one.
 */
@NullMarked
package dev.headroom.org;

import org.jspecify.annotations.NullMarked;
