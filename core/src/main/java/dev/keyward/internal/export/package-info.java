/** What readers of exports share, whatever their form. */
@NullMarked
package dev.keyward.internal.export;

import org.jspecify.annotations.NullMarked;
