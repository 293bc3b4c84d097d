/** Text that strangers wrote: made harmless, compared, and corrected. */
@NullMarked
package dev.keyward.text;

import org.jspecify.annotations.NullMarked;
