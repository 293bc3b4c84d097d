/** The engine that computes with RSA keys, and the algorithms that it knows. */
@NullMarked
package dev.keyward.crypto;

import org.jspecify.annotations.NullMarked;
