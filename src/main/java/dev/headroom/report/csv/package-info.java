/** What is stored, as CSV for spreadsheets. */
@NullMarked
package dev.headroom.report.csv;

import org.jspecify.annotations.NullMarked;
