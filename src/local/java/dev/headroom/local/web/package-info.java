/** Pages, the JSON API, the functions over HTTP and the local inbox. */
@NullMarked
package dev.headroom.local.web;

import org.jspecify.annotations.NullMarked;
