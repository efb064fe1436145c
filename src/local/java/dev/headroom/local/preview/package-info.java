/** What each kind of target would be sent about an alert, composed and not sent. */
@NullMarked
package dev.headroom.local.preview;

import org.jspecify.annotations.NullMarked;
