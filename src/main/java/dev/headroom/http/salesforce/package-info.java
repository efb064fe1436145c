/** Salesforce's APIs as REST client interfaces, and the forms of their answers. */
@NullMarked
package dev.headroom.http.salesforce;

import org.jspecify.annotations.NullMarked;
