/** The reports of several sites side by side. */
@NullMarked
package dev.keyward.cli.report.sites;

import org.jspecify.annotations.NullMarked;
