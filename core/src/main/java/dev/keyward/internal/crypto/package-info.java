/** Algorithms of the JDK, Bouncy Castle and Tink, each with one class that calls it. */
@NullMarked
package dev.keyward.internal.crypto;

import org.jspecify.annotations.NullMarked;
