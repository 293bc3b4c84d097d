/** What is remembered about certificates and signatures that were met before, bounded in bytes. */
@NullMarked
package dev.keyward.guardian.memory;

import org.jspecify.annotations.NullMarked;
