/** What readers of all forms of exports share. */
@NullMarked
package dev.keyward.internal.export;

import org.jspecify.annotations.NullMarked;
