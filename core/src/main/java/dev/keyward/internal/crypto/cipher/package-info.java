/** Ciphers, key wrapping and derivation of keys, each with one class that calls the JDK. */
@NullMarked
package dev.keyward.internal.crypto.cipher;

import org.jspecify.annotations.NullMarked;
