@NullMarked
package dev.headroom.http.salesforce;

import org.jspecify.annotations.NullMarked;
