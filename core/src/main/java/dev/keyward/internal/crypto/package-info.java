/** Algorithms of the JDK, Bouncy Castle and Tink behind one door each. */
package dev.keyward.internal.crypto;
