/** The engine that computes with RSA keys, and the algorithms that it knows. */
package dev.keyward.crypto;
