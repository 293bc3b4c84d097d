/** Algorithms of the JDK, Bouncy Castle and Tink, each with one class that calls it. */
package dev.keyward.internal.crypto;
