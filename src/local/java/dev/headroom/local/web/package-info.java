/**
 * What local mode shows and receives: the JSON API, the pages, the inbox, and the functions over
 * HTTP. What is shown is decided in {@link dev.headroom.report}.
 */
@NullMarked
package dev.headroom.local.web;

import org.jspecify.annotations.NullMarked;
