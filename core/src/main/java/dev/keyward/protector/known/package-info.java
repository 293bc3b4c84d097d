/** Who is known: guardians with their names, and whose key is whose. */
@NullMarked
package dev.keyward.protector.known;

import org.jspecify.annotations.NullMarked;
