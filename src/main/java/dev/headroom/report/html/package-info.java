/**
 * Pages: a view becomes bytes. A page is created for a scope and a query, from {@link
 * dev.headroom.report.Views} alone; whoever serves it, or puts it into a bucket, only adapts.
 *
 * <p>Qute's core renders them, without HTTP and without Quarkus; its engine is built at the first
 * page. Templates and stylesheets are beside these classes.
 */
@NullMarked
package dev.headroom.report.html;

import org.jspecify.annotations.NullMarked;
