/** The front door of the library, and the exceptions that every package throws. */
@NullMarked
package dev.keyward;

import org.jspecify.annotations.NullMarked;
