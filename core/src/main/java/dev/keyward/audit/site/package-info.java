/** The reports of several sites, read again, and what only shows where they are side by side. */
@NullMarked
package dev.keyward.audit.site;

import org.jspecify.annotations.NullMarked;
