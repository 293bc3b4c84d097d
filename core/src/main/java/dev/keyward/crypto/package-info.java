/** The engine that computes with RSA keys, and the algorithms it knows. */
package dev.keyward.crypto;
