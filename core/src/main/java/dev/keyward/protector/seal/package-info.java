/** Signatures of protectors by keys that prove that they are their certificates'. */
@NullMarked
package dev.keyward.protector.seal;

import org.jspecify.annotations.NullMarked;
