/** The report of one site, read again. */
@NullMarked
package dev.keyward.audit.site.report;

import org.jspecify.annotations.NullMarked;
