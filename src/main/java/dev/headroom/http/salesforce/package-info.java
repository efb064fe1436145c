/** Salesforce's APIs as the REST client calls them, and the forms of their answers. */
@NullMarked
package dev.headroom.http.salesforce;

import org.jspecify.annotations.NullMarked;
