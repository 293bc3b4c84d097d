/** Private keys that stay in a device or a service, and what is computed for them here. */
@NullMarked
package dev.keyward.internal.crypto.outside;

import org.jspecify.annotations.NullMarked;
