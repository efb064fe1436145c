/** PagerDuty through its Events API v2. */
@NullMarked
package dev.headroom.notify.pagerduty;

import org.jspecify.annotations.NullMarked;
